package io.headerhop.okhttp;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.Address;
import io.headerhop.spi.HeaderWriter;
import io.headerhop.spi.Injection;
import java.io.IOException;
import java.util.function.BiConsumer;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The headers of one call. A tag of the request that the call was made with, where every interceptor finds it, on
 * whichever thread, and whatever request another interceptor or an authenticator has put in its place.
 */
final class CallHeaders {
    private final CapturedHeaders captured;
    private final Address callers;
    // The caller's, or where an interceptor has sent the request first; null until then.
    private volatile @Nullable Address addressed;
    private volatile @Nullable Injection injection;

    private CallHeaders(CapturedHeaders captured, Request request) {
        this.captured = captured;
        this.callers = addressOf(request);
    }

    /** Also where nothing is current: the call must not pick up what is current elsewhere later. */
    static Request tag(Request request, CapturedHeaders captured) {
        return request.newBuilder()
                .tag(CallHeaders.class, new CallHeaders(captured, request))
                .build();
    }

    static CallHeaders of(Call call) {
        Request request = call.request();
        CallHeaders headers = request.tag(CallHeaders.class);
        return headers == null ? new CallHeaders(CapturedHeaders.none(), request) : headers;
    }

    CapturedHeaders captured() {
        return captured;
    }

    /** Sends the request of this chain with the headers. */
    Response proceed(Interceptor.Chain chain) throws IOException {
        Address before = addressed;
        try {
            return chain.proceed(inject(chain.request()));
        } catch (Throwable e) {
            // Nobody has answered, so nobody has led anywhere: the next host is the code's own choice.
            addressed = before;
            throw e;
        }
    }

    /**
     * The request with the headers. Where an interceptor sends another one to another host after that, it was led
     * there, for all that anybody can tell: its host is judged as that of a redirect.
     */
    Request inject(Request request) {
        Address address = addressOf(request);
        Address first = addressed;
        if (first == null || address.equals(callers)) {
            first = address;
        }
        addressed = first;
        Edit edit = new Edit(request.headers());
        removeInjected(request, edit);
        Injection added = Adapters.inject(captured, first, edit, Writer.INSTANCE);
        if (!address.equals(first)) {
            added.followTo(address, edit, Writer.INSTANCE);
        }
        injection = added;
        return edit.changes()
                ? request.newBuilder()
                        .headers(edit.headers())
                        .tag(Injected.class, new Injected(captured))
                        .build()
                : request;
    }

    /**
     * The request of one hop, without the headers if it goes to an untrusted host. Only the network sees the
     * difference.
     */
    Request judge(Request hop) {
        Injection added = injection;
        if (added == null) {
            return hop;
        }
        Edit edit = new Edit(hop.headers());
        return added.followTo(addressOf(hop), edit, Writer.INSTANCE)
                ? hop.newBuilder().headers(edit.headers()).build()
                : hop;
    }

    private static Address addressOf(Request request) {
        HttpUrl url = request.url();
        return Address.of(url.scheme(), url.host(), url.port());
    }

    /**
     * Leaves the headers that are the caller's own. A request taken from a response to be sent again still has those of
     * the call before; they would pass for the caller's and go out under another inbound request.
     */
    private static void removeInjected(Request request, Edit edit) {
        Injected earlier = request.tag(Injected.class);
        if (earlier == null) {
            return;
        }
        for (String name : earlier.headers.names()) {
            if (request.headers().values(name).equals(earlier.headers.values(name))) {
                edit.builder().removeAll(name);
            }
        }
    }

    /** What a request has been given: a tag of the request itself, since it can outlive its call. */
    private record Injected(CapturedHeaders headers) {}

    /** The headers of a request, copied only when they change. */
    private static final class Edit {
        private final Headers original;
        private Headers.@Nullable Builder builder;

        Edit(Headers original) {
            this.original = original;
        }

        boolean changes() {
            return builder != null;
        }

        Headers headers() {
            return builder == null ? original : builder.build();
        }

        Headers.Builder builder() {
            Headers.Builder changed = builder;
            if (changed == null) {
                changed = original.newBuilder();
                builder = changed;
            }
            return changed;
        }
    }

    private enum Writer implements HeaderWriter<Edit> {
        INSTANCE;

        @Override
        public void forEach(Edit edit, BiConsumer<String, String> line) {
            Headers headers = edit.headers();
            for (int i = 0; i < headers.size(); i++) {
                line.accept(headers.name(i), headers.value(i));
            }
        }

        @Override
        public void add(Edit edit, String name, String value) {
            edit.builder().add(name, value);
        }

        @Override
        public void remove(Edit edit, String name) {
            edit.builder().removeAll(name);
        }
    }
}
