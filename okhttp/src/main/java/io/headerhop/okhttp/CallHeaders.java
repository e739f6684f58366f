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
 * The headers of one call. A tag of the request that the call was made with, where every interceptor finds it, on any
 * thread, also in a clone that an interceptor makes of the call: a tag of the call itself would not be in that.
 */
final class CallHeaders {
    private final CapturedHeaders captured;
    // The caller's, or where an interceptor has sent the request first; null until then.
    private volatile @Nullable Address addressed;
    private volatile @Nullable Injection injection;
    // Of the last request that the headers were injected into.
    private volatile @Nullable HttpUrl injectedInto;

    private CallHeaders(CapturedHeaders captured) {
        this.captured = captured;
    }

    /** Also where nothing is current: the call must not pick up what is current elsewhere later. */
    static Request tag(Request request, CapturedHeaders captured) {
        return request.newBuilder()
                .tag(CallHeaders.class, new CallHeaders(captured))
                .build();
    }

    /** Of a call that this library did not make there are none. */
    static CallHeaders of(Call call) {
        CallHeaders headers = call.request().tag(CallHeaders.class);
        return headers == null ? new CallHeaders(CapturedHeaders.none()) : headers;
    }

    CapturedHeaders captured() {
        return captured;
    }

    /** Sends the request of this chain with the headers. */
    Response proceed(Interceptor.Chain chain) throws IOException {
        Address before = addressed;
        try {
            return chain.proceed(inject(chain.call(), chain.request()));
        } catch (Throwable e) {
            // Nobody has answered, so nobody has led anywhere: the next host is the code's own choice.
            addressed = before;
            throw e;
        }
    }

    /**
     * The request with the headers. If an interceptor sends another request to another host after that, it must be
     * taken for a redirect, and the host is judged as one.
     */
    Request inject(Call call, Request request) {
        Address address = addressOf(request.url());
        Address first = addressed;
        if (first == null || address.equals(addressOf(call.request().url()))) {
            first = address;
        }
        addressed = first;
        Edit edit = new Edit(request, withoutInjected(request));
        Injection added = Adapters.inject(captured, first, edit, Writer.INSTANCE);
        if (!address.equals(first)) {
            added.followTo(address, edit, Writer.INSTANCE);
        }
        injection = added;
        injectedInto = request.url();
        return edit.request(captured);
    }

    /** The request of one hop, without the headers if it goes to an untrusted host. Only the network sees that. */
    @SuppressWarnings("ReferenceEquality") // A redirect makes another URL, even of the same host.
    Request judge(Request hop) {
        Injection added = injection;
        boolean isFirst = hop.url() == injectedInto && hop.tag(Injected.class) != null;
        if (added == null || isFirst) {
            return hop;
        }
        Edit edit = new Edit(hop, hop.headers());
        added.followTo(addressOf(hop.url()), edit, Writer.INSTANCE);
        return edit.request(captured);
    }

    private static Address addressOf(HttpUrl url) {
        return Address.of(url.scheme(), url.host(), url.port());
    }

    /**
     * The headers that are the caller's own. A request taken from a response to be sent again still has those of the
     * call before; they would pass for the caller's and go out under another inbound request.
     */
    private static Headers withoutInjected(Request request) {
        Headers headers = request.headers();
        Injected earlier = request.tag(Injected.class);
        if (earlier == null) {
            return headers;
        }
        Headers.Builder own = headers.newBuilder();
        for (String name : earlier.headers.names()) {
            if (headers.values(name).equals(earlier.headers.values(name))) {
                own.removeAll(name);
            }
        }
        return own.build();
    }

    /** What a request has been given: a tag of the request itself, since it can outlive its call. */
    private record Injected(CapturedHeaders headers) {}

    /** A request, copied only if it changes. */
    private static final class Edit {
        private final Request original;
        private final Headers headers;
        private Request.@Nullable Builder builder;

        /** @param headers what the request is to have instead of its own, before anything is added */
        @SuppressWarnings("ReferenceEquality") // The same object where there is nothing to replace.
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

        Request.Builder builder() {
            Request.Builder changed = builder;
            if (changed == null) {
                changed = original.newBuilder();
                builder = changed;
            }
            return changed;
        }

        Request request(CapturedHeaders injected) {
            return builder == null
                    ? original
                    : requireNonNull(builder)
                            .tag(Injected.class, new Injected(injected))
                            .build();
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
