// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.Address;
import io.headerhop.spi.HeaderWriter;
import io.headerhop.spi.Injection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.support.BasicRequestBuilder;
import org.jspecify.annotations.Nullable;

/** The headers of one call, by which each of its hops is judged; also writes them. */
final class CallHeaders implements HeaderWriter<HttpRequest> {
    private final List<Header> added = new ArrayList<>(6);
    private boolean onlyAdded = true;
    private volatile @Nullable Injection injection;

    /**
     * Injects what is current into the request that is about to be sent. A route has a port even if the caller gave
     * none.
     */
    static CallHeaders inject(CapturedHeaders captured, HttpRequest request, HttpRoute route) {
        CallHeaders call = new CallHeaders();
        call.injection = Adapters.inject(captured, addressOf(route), request, call);
        return call;
    }

    /** Whether nothing is carried on any hop. */
    boolean isNothing() {
        Injection injected = injection;
        return injected == null || injected.isNothing();
    }

    /**
     * Removes the headers that an earlier call left: its context remembers the request that was sent, which can be sent
     * again. They are not the caller's own.
     */
    static void removeCarried(HttpRequest request) {
        for (Header header : request.getHeaders()) {
            if (header instanceof CarriedHeader) {
                request.removeHeader(header);
            }
        }
    }

    /** The call whose request this was copied from, known by its headers; null if none of them is ours. */
    static @Nullable CallHeaders of(HttpRequest request) {
        for (Iterator<Header> all = request.headerIterator(); all.hasNext(); ) {
            if (all.next() instanceof CarriedHeader carried) {
                return carried.call();
            }
        }
        return null;
    }

    /**
     * What the client copies later attempts from, with the headers of the first one.
     *
     * @param callers the caller's own request, which is left alone
     */
    HttpRequest original(HttpRequest callers, HttpRoute route) {
        if (onlyAdded) {
            return new OriginalRequest(callers, added);
        }
        HttpRequest copy = BasicRequestBuilder.copy(callers).build();
        follow(copy, route, this);
        return copy;
    }

    /** The same for a classic client. */
    ClassicHttpRequest original(ClassicHttpRequest callers, HttpRoute route) {
        if (onlyAdded) {
            return new OriginalRequest.Classic(callers, added);
        }
        ClassicHttpRequest copy = ClassicRequestBuilder.copy(callers).build();
        follow(copy, route, this);
        return copy;
    }

    /**
     * Judges a hop by the host that it goes to. Before 5.4, the original is still the first hop's, whatever the client
     * has dropped since: only the hop's request shows what is missing.
     */
    void follow(HttpRequest hop, HttpRequest original, HttpRoute route) {
        follow(hop, route, new Both(this, original));
    }

    private void follow(HttpRequest request, HttpRoute route, HeaderWriter<HttpRequest> writer) {
        Injection injected = injection;
        if (injected != null) {
            injected.followTo(addressOf(route), request, writer);
        }
    }

    /** Writes the same to the original. */
    private record Both(CallHeaders call, HttpRequest original) implements HeaderWriter<HttpRequest> {
        @Override
        public void forEach(HttpRequest hop, BiConsumer<String, String> line) {
            call.forEach(hop, line);
        }

        @Override
        public void add(HttpRequest hop, String name, String value) {
            call.add(hop, name, value);
            call.add(original, name, value);
        }

        @Override
        public void remove(HttpRequest hop, String name) {
            call.remove(hop, name);
            call.remove(original, name);
        }
    }

    private static Address addressOf(HttpRoute route) {
        HttpHost host = route.getTargetHost();
        return Address.of(host.getSchemeName(), host.getHostName(), host.getPort());
    }

    @Override
    public void forEach(HttpRequest request, BiConsumer<String, String> line) {
        for (Iterator<Header> all = request.headerIterator(); all.hasNext(); ) {
            Header header = all.next();
            line.accept(header.getName(), header.getValue() == null ? "" : header.getValue());
        }
    }

    @Override
    public void add(HttpRequest request, String name, String value) {
        Header header = new CarriedHeader(name, value, this);
        if (injection == null) {
            added.add(header);
        }
        request.addHeader(header);
    }

    @Override
    public void remove(HttpRequest request, String name) {
        onlyAdded = false;
        request.removeHeaders(name);
    }
}
