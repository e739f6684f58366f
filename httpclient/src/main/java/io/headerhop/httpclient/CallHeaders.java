// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.Address;
import io.headerhop.spi.HeaderWriter;
import io.headerhop.spi.Injection;
import java.util.Iterator;
import java.util.function.BiConsumer;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.HeaderGroup;
import org.jspecify.annotations.Nullable;

/** Reads and writes the headers of the client's requests. */
enum CallHeaders implements HeaderWriter<HttpRequest> {
    WRITER;

    /** Injects into the request that is about to be sent. A route has a port even if the caller gave none. */
    static Injection inject(CapturedHeaders captured, HttpRequest request, HttpRoute route) {
        return Adapters.inject(captured, addressOf(route), request, WRITER);
    }

    /** Whether an earlier call has left its headers, in the request that its context remembers as sent. */
    static boolean hasCarried(HttpRequest request) {
        return injectionOf(request) != null;
    }

    /** Removes what an earlier call left: these headers are not the caller's own. */
    static void removeCarried(HttpRequest request) {
        for (Header header : request.getHeaders()) {
            if (header instanceof CarriedHeader) {
                request.removeHeader(header);
            }
        }
    }

    /** What was injected into a request or into the one that it was copied from, known by its headers. */
    static @Nullable Injection injectionOf(HttpRequest request) {
        for (Iterator<Header> all = headersOf(request); all.hasNext(); ) {
            if (all.next() instanceof CarriedHeader carried) {
                return carried.injection();
            }
        }
        return null;
    }

    /** The same, known by the headers of the request that is sent or of the one that attempts are copied from. */
    static @Nullable Injection injectionOf(HttpRequest request, HttpRequest original) {
        Injection injection = injectionOf(request);
        return injection == null ? injectionOf(original) : injection;
    }

    /**
     * Judges a hop by the host that it goes to. Before 5.4, the original is still the first hop's, whatever the client
     * has dropped since: only the hop's request shows what is missing.
     */
    static void follow(Injection injection, HttpRequest hop, HttpRequest original, HttpRoute route) {
        injection.followTo(addressOf(route), hop, new Both(original));
    }

    /** Writes the same to the original. */
    private record Both(HttpRequest original) implements HeaderWriter<HttpRequest> {
        @Override
        public String client() {
            return WRITER.client();
        }

        @Override
        public void forEach(HttpRequest hop, BiConsumer<String, String> line) {
            WRITER.forEach(hop, line);
        }

        @Override
        public void add(HttpRequest hop, String name, String value) {
            WRITER.add(hop, name, value);
            WRITER.add(original, name, value);
        }

        @Override
        public void add(HttpRequest hop, String name, String value, Injection injection) {
            WRITER.add(hop, name, value, injection);
            WRITER.add(original, name, value, injection);
        }

        @Override
        public void remove(HttpRequest hop, String name) {
            WRITER.remove(hop, name);
            WRITER.remove(original, name);
        }
    }

    /** Nearly every request is a {@link HeaderGroup}: called on that, the compiler need not make the iterator. */
    private static Iterator<Header> headersOf(HttpRequest request) {
        return request instanceof HeaderGroup headers ? headers.headerIterator() : request.headerIterator();
    }

    private static Address addressOf(HttpRoute route) {
        HttpHost host = route.getTargetHost();
        return Address.of(host.getSchemeName(), host.getHostName(), host.getPort());
    }

    @Override
    public String client() {
        return "Apache HttpClient";
    }

    @Override
    public void forEach(HttpRequest request, BiConsumer<String, String> line) {
        for (Iterator<Header> all = headersOf(request); all.hasNext(); ) {
            Header header = all.next();
            line.accept(header.getName(), header.getValue() == null ? "" : header.getValue());
        }
    }

    @Override
    public void add(HttpRequest request, String name, String value) {
        request.addHeader(new BasicHeader(name, value));
    }

    @Override
    public void add(HttpRequest request, String name, String value, Injection injection) {
        request.addHeader(new CarriedHeader(name, value, injection));
    }

    @Override
    public void remove(HttpRequest request, String name) {
        request.removeHeaders(name);
    }
}
