// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import io.headerhop.CapturedHeaders;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * How a call has its headers with it: as a tag of the call from OkHttp 5.3 on, before that as one of its request, which
 * costs a copy of the request.
 */
final class CallTag {
    private CallTag() {}

    /** A call that knows its headers, also where nothing is current: it must not pick up what is current elsewhere. */
    static Call newCall(OkHttpClient client, Request request, CapturedHeaders captured) {
        CallHeaders headers = new CallHeaders(captured);
        if (!CallMethods.haveTags()) {
            return client.newCall(tagged(request, headers));
        }
        Call call = client.newCall(request);
        CallMethods.tag(call, CallHeaders.class, () -> headers);
        return call;
    }

    /** For what is not made by a call that we see. */
    static Request tagged(Request request, CallHeaders headers) {
        return request.newBuilder().tag(CallHeaders.class, headers).build();
    }

    /** Of a call that this library did not make there are none. */
    static CallHeaders of(Call call) {
        Object ofCall = CallMethods.haveTags() ? CallMethods.tag(call, CallHeaders.class) : null;
        CallHeaders headers =
                ofCall instanceof CallHeaders known ? known : call.request().tag(CallHeaders.class);
        return headers != null ? headers : new CallHeaders(CapturedHeaders.none());
    }
}
