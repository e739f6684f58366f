// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.Address;
import io.headerhop.spi.Injection;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request of a call: the first, or one that a redirect leads to.
 *
 * @param injection null if it is not certain which host the call goes to; then it carries nothing
 * @param own without the headers, as the application knows it
 * @param sent with those that it may have
 */
record Hop(CapturedHeaders headers, @Nullable Injection injection, HttpRequest own, HttpRequest sent) {
    /** Takes what is current now. */
    static Hop first(HttpRequest request) {
        CapturedHeaders headers = CapturedHeaders.current();
        Address address = Address.of(request.uri());
        if (address == null) {
            return new Hop(headers, null, request, request);
        }
        RequestEdit edit = new RequestEdit(request);
        Injection injection = Adapters.inject(headers, address, edit, RequestEdit.Writer.INSTANCE);
        return new Hop(headers, injection, request, edit.request());
    }

    /** Whether the call carries nothing, on no hop, and nothing is current for its callbacks. */
    boolean isPlain() {
        return headers.isEmpty() && !mayChange();
    }

    boolean mayChange() {
        return injection != null && !injection.isNothing();
    }

    /** The next hop. */
    Hop next(Redirects.Redirection redirection) {
        HttpRequest nextOwn = redirection.of(own);
        if (injection == null || !mayChange()) {
            return new Hop(headers, injection, nextOwn, nextOwn);
        }
        RequestEdit edit = new RequestEdit(redirection.of(sent));
        Address address = Address.of(redirection.to());
        if (address == null) {
            return new Hop(headers, injection, nextOwn, nextOwn);
        }
        injection.followTo(address, edit, RequestEdit.Writer.INSTANCE);
        return new Hop(headers, injection, nextOwn, edit.request());
    }
}
