// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static java.util.Objects.requireNonNull;

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
 * The headers of one call, kept as a tag of the call's original request: every interceptor finds it there, on any
 * thread, even in a clone that an interceptor makes of the call. A clone would not have a tag of the call itself.
 */
final class CallHeaders implements Injected {
    private final CapturedHeaders captured;
    // The caller's address, or where an interceptor first sent the request; null until then.
    private volatile @Nullable Address addressed;
    private volatile @Nullable Injection injection;
    // The URL of the last request into which the headers were injected.
    private volatile @Nullable HttpUrl injectedInto;

    private CallHeaders(CapturedHeaders captured) {
        this.captured = captured;
    }

    /**
     * The request of a call whose headers are injected later, when the client's interceptors have had their say. Even
     * if nothing is current: the call must not pick up later what is current elsewhere.
     */
    static Request tag(Request request, CapturedHeaders captured) {
        return request.newBuilder()
                .tag(CallHeaders.class, new CallHeaders(captured))
                .build();
    }

    /** The request of a call with the headers; null if nothing came in. */
    static @Nullable Request injected(Request request, CapturedHeaders captured) {
        CallHeaders headers = new CallHeaders(captured);
        Edit edit = headers.inject(request.url(), request);
        if (edit.isUnchanged() && requireNonNull(headers.injection).isNothing()) {
            return null;
        }
        if (request.tag(CallHeaders.class) != null) {
            // Of an earlier call: the request was taken from its response.
            edit.builder().tag(CallHeaders.class, null);
        }
        return edit.tagged(headers);
    }

    /** Null for a call that this library did not make. */
    static @Nullable CallHeaders of(Call call) {
        Request request = call.request();
        CallHeaders later = request.tag(CallHeaders.class);
        return later != null ? later : (CallHeaders) request.tag(Injected.class);
    }

    @Override
    public CapturedHeaders captured() {
        return captured;
    }

    /** Sends the request of this chain with the headers. */
    Response proceed(Interceptor.Chain chain) throws IOException {
        Address before = addressed;
        try {
            return chain.proceed(inject(chain.call(), chain.request()));
        } catch (Throwable e) {
            // No response, so no redirect: the next host is the code's own choice.
            addressed = before;
            throw e;
        }
    }

    /**
     * The request with the headers. If an interceptor then sends another request to another host, it is treated as a
     * redirect and the host is judged accordingly.
     */
    Request inject(Call call, Request request) {
        Edit edit = inject(call.request().url(), request);
        return edit.isUnchanged() ? request : edit.tagged(this);
    }

    private Edit inject(HttpUrl callers, Request request) {
        HttpUrl url = request.url();
        Address address = addressOf(url);
        Address first = addressed;
        if (first == null || address.equals(addressOf(callers))) {
            first = address;
        }
        addressed = first;
        Edit edit = new Edit(request, withoutInjected(request));
        Injection added = Adapters.inject(captured, first, edit, Writer.INSTANCE);
        if (!address.equals(first)) {
            added.followTo(address, edit, Writer.INSTANCE);
        }
        injection = added;
        injectedInto = url;
        return edit;
    }

    /**
     * The request of one hop, without the headers if it goes to an untrusted host. The change is visible only to the
     * network.
     */
    @SuppressWarnings("ReferenceEquality") // A redirect creates a new URL object, even for the same host.
    Request judge(Request hop) {
        Injection added = injection;
        boolean isFirst = hop.url() == injectedInto && hop.tag(Injected.class) != null;
        if (added == null || isFirst) {
            return hop;
        }
        Edit edit = new Edit(hop, hop.headers());
        added.followTo(addressOf(hop.url()), edit, Writer.INSTANCE);
        return edit.isUnchanged() ? hop : edit.tagged(this);
    }

    private static Address addressOf(HttpUrl url) {
        return Address.of(url.scheme(), url.host(), url.port());
    }

    /**
     * The headers that are the caller's own. A request taken from a response and sent again still has those of the
     * earlier call; they would pass for the caller's and be sent on behalf of another inbound request.
     */
    private static Headers withoutInjected(Request request) {
        Headers headers = request.headers();
        Injected earlier = request.tag(Injected.class);
        if (earlier == null) {
            return headers;
        }
        Headers.Builder own = headers.newBuilder();
        for (String name : earlier.captured().names()) {
            if (headers.values(name).equals(earlier.captured().values(name))) {
                own.removeAll(name);
            }
        }
        return own.build();
    }

    /** A request, copied only if it changes. */
    private static final class Edit {
        private final Request original;
        private final Headers headers;
        private Request.@Nullable Builder builder;

        /** @param headers the headers that replace the request's own, before anything is added */
        @SuppressWarnings("ReferenceEquality") // The same object if there is nothing to replace.
        Edit(Request original, Headers headers) {
            this.original = original;
            this.headers = headers;
            if (headers != original.headers()) {
                builder().headers(headers);
            }
        }

        Headers headers() {
            return builder == null ? headers : requireNonNull(builder).build().headers();
        }

        boolean isUnchanged() {
            return builder == null;
        }

        Request.Builder builder() {
            Request.Builder changed = builder;
            if (changed == null) {
                changed = original.newBuilder();
                builder = changed;
            }
            return changed;
        }

        Request tagged(CallHeaders injected) {
            return builder().tag(Injected.class, injected).build();
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
            edit.builder().addHeader(name, value);
        }

        @Override
        public void remove(Edit edit, String name) {
            edit.builder().removeHeader(name);
        }
    }
}
