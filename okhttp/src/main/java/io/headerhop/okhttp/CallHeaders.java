package io.headerhop.okhttp;

import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderWriter;
import io.headerhop.Injection;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * The headers of one call. A tag of the request that the call was made with, where every interceptor finds it, on
 * whichever thread, and whatever request another interceptor or an authenticator has put in its place.
 */
final class CallHeaders {
    private final CapturedHeaders captured;
    private volatile @Nullable Injection injection;

    private CallHeaders(CapturedHeaders captured) {
        this.captured = captured;
    }

    /** Also where nothing is current: the call must not pick up what is current elsewhere later. */
    static Request tag(Request request, CapturedHeaders headers) {
        return request.newBuilder()
                .tag(CallHeaders.class, new CallHeaders(headers))
                .build();
    }

    static CallHeaders of(Call call) {
        CallHeaders headers = call.request().tag(CallHeaders.class);
        return headers == null ? new CallHeaders(CapturedHeaders.none()) : headers;
    }

    CapturedHeaders captured() {
        return captured;
    }

    /** The request with the headers, to be sent to where it leads now. */
    Request inject(Request request) {
        Headers own = withoutInjected(request);
        Headers.Builder builder = own.newBuilder();
        HttpUrl url = request.url();
        injection = captured.inject(url.host(), url.port(), builder, Writer.INSTANCE);
        return request.newBuilder()
                .headers(builder.build())
                .tag(Injected.class, new Injected(captured))
                .build();
    }

    /** The request of one hop, without the headers if it goes to a stranger. Only the network sees the difference. */
    Request judge(Request hop) {
        Injection injected = injection;
        if (injected == null) {
            return hop;
        }
        Headers.Builder builder = hop.headers().newBuilder();
        injected.followTo(hop.url().host(), hop.url().port(), builder, Writer.INSTANCE);
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

    /** What a request has been given: a tag of the request itself, since it can outlive its call. */
    private record Injected(CapturedHeaders headers) {}

    private enum Writer implements HeaderWriter<Headers.Builder> {
        INSTANCE;

        @Override
        public boolean contains(Headers.Builder headers, String name) {
            return headers.get(name) != null;
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
