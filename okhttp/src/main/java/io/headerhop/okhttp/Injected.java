package io.headerhop.okhttp;

import io.headerhop.Address;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderWriter;
import io.headerhop.Injection;
import java.util.Collections;
import java.util.Iterator;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** What was added to a request. A tag of it, so that the client's copies for redirects and retries have it too. */
record Injected(CapturedHeaders headers, Injection injection) {
    static Request into(Request request, CapturedHeaders headers) {
        Headers own = withoutInjected(request);
        Headers.Builder builder = own.newBuilder();
        HttpUrl url = request.url();
        Injection injection =
                headers.inject(Address.of(url.scheme(), url.host(), url.port()), builder, Writer.INSTANCE);
        return request.newBuilder()
                .headers(builder.build())
                .tag(Injected.class, new Injected(headers, injection))
                .build();
    }

    /** The request of one hop, without the headers if it goes to a stranger. Only the network sees the difference. */
    static Request judgedForHop(Request hop) {
        Injected injected = hop.tag(Injected.class);
        // No tag: an authenticator made the request from nothing instead of from the one that was refused.
        return injected == null ? hop : injected.judged(hop);
    }

    Request judged(Request hop) {
        Headers.Builder builder = hop.headers().newBuilder();
        HttpUrl url = hop.url();
        injection.followTo(Address.of(url.scheme(), url.host(), url.port()), builder, Writer.INSTANCE);
        return hop.newBuilder().headers(builder.build()).build();
    }

    /**
     * The headers that are the caller's own. A request taken from a response to be sent again still has those of the
     * call before; left there, they would pass for the caller's and go out under another inbound request.
     */
    private static Headers withoutInjected(Request request) {
        Injected earlier = request.tag(Injected.class);
        if (earlier == null) {
            return request.headers();
        }
        Headers.Builder own = request.headers().newBuilder();
        for (String name : earlier.headers.names()) {
            if (request.headers().values(name).equals(earlier.headers.values(name))) {
                own.removeAll(name);
            }
        }
        return own.build();
    }

    private enum Writer implements HeaderWriter<Headers.Builder> {
        INSTANCE;

        @Override
        public Iterator<String> values(Headers.Builder headers, String name) {
            return headers.get(name) == null
                    ? Collections.emptyIterator()
                    : headers.build().values(name).iterator();
        }

        @Override
        public void add(Headers.Builder headers, String name, String value) {
            headers.add(name, value);
        }

        @Override
        public void remove(Headers.Builder headers, String name) {
            headers.removeAll(name);
        }
    }
}
