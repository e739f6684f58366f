// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import io.headerhop.CapturedHeaders;
import io.headerhop.spi.Address;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The headers of one call that are injected when the client's interceptors have had their say. For the calls of a
 * factory, kept as a tag of the call's original request: every interceptor finds it there, on any thread, even in a
 * clone that an interceptor makes of the call. A clone would not have a tag of the call itself.
 */
final class CallHeaders {
    private final CapturedHeaders captured;
    // The caller's address, or where an interceptor first sent the request; null until then.
    private volatile @Nullable Address addressed;
    // The last; null until then.
    private volatile @Nullable Injected injected;

    CallHeaders(CapturedHeaders captured) {
        this.captured = captured;
    }

    /** Even if nothing is current: the call must not pick up later what is current elsewhere. */
    static Request tag(Request request, CapturedHeaders captured) {
        return request.newBuilder()
                .tag(CallHeaders.class, new CallHeaders(captured))
                .build();
    }

    /** Those that the call was made with, whenever they are injected. */
    static CapturedHeaders capturedFor(Call call) {
        CallHeaders headers = call.request().tag(CallHeaders.class);
        if (headers != null) {
            return headers.captured;
        }
        Injected atOnce = call.request().tag(Injected.class);
        return atOnce == null ? CapturedHeaders.none() : atOnce.captured();
    }

    /** Sends the request of this hop, without the headers if it goes to an untrusted host. */
    static Response judgeAndProceed(Interceptor.Chain chain) throws IOException {
        Request original = chain.call().request();
        CallHeaders headers = original.tag(CallHeaders.class);
        Injected injected = headers == null ? original.tag(Injected.class) : headers.injected;
        return chain.proceed(injected == null ? chain.request() : injected.judge(chain.request()));
    }

    static CallHeaders of(Call call) {
        CallHeaders headers = call.request().tag(CallHeaders.class);
        return headers == null ? new CallHeaders(CapturedHeaders.none()) : headers;
    }

    CapturedHeaders captured() {
        return captured;
    }

    /** Sends the request of this chain with the headers. */
    Response injectAndProceed(Interceptor.Chain chain) throws IOException {
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
        Address address = Injected.addressOf(request.url());
        Address first = addressed;
        if (first == null || address.equals(Injected.addressOf(call.request().url()))) {
            first = address;
        }
        addressed = first;
        RequestEdit edit = Injected.editWithoutInjected(request);
        Injected added = Injected.into(edit, request.url(), captured, first);
        injected = added;
        return edit.isUnchanged() ? request : added.tag(edit);
    }

    Request judge(Request hop) {
        Injected before = injected;
        return before == null ? hop : before.judge(hop);
    }
}
