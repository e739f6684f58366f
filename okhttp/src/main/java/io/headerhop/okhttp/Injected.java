// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.Address;
import io.headerhop.spi.Injection;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * What was injected into a request: a tag of that request, which its redirects and later attempts inherit, and which
 * can outlive its call. Immutable.
 */
final class Injected {
    private final CapturedHeaders captured;
    private final Injection injection;
    // That of the request.
    private final HttpUrl url;

    private Injected(CapturedHeaders captured, Injection injection, HttpUrl url) {
        this.captured = captured;
        this.injection = injection;
        this.url = url;
    }

    /**
     * The request of a call, with the headers; null if nothing came in.
     *
     * @param address of the request
     */
    static @Nullable Request into(Request request, CapturedHeaders captured, Address address) {
        RequestEdit edit = editWithoutInjected(request);
        Injection injection = Adapters.inject(captured, address, edit, RequestEdit.Writer.INSTANCE);
        if (edit.isUnchanged() && injection.isNothing()) {
            return null;
        }
        if (request.tag(CallHeaders.class) != null) {
            // Taken from a response to a call of another factory.
            edit.builder().tag(CallHeaders.class, null);
        }
        return new Injected(captured, injection, request.url()).tag(edit);
    }

    /**
     * Injects into a request that an interceptor has sent to this URL.
     *
     * @param addressed the host that the code has addressed; on another one the request is judged like a redirect's
     */
    static Injected into(RequestEdit edit, HttpUrl url, CapturedHeaders captured, Address addressed) {
        Injection injection = Adapters.inject(captured, addressed, edit, RequestEdit.Writer.INSTANCE);
        Address address = addressOf(url);
        if (!address.equals(addressed)) {
            injection.followTo(address, edit, RequestEdit.Writer.INSTANCE);
        }
        return new Injected(captured, injection, url);
    }

    /**
     * A copy without the headers that were injected earlier. A request taken from a response and sent again still has
     * them; they would pass for the caller's and be sent on behalf of another inbound request.
     */
    static RequestEdit editWithoutInjected(Request request) {
        Headers headers = request.headers();
        Injected earlier = request.tag(Injected.class);
        if (earlier == null) {
            return new RequestEdit(request, headers);
        }
        Headers.Builder own = headers.newBuilder();
        for (String name : earlier.captured.names()) {
            if (headers.values(name).equals(earlier.captured.values(name))) {
                own.removeAll(name);
            }
        }
        return new RequestEdit(request, own.build());
    }

    Request tag(RequestEdit edit) {
        return edit.builder().tag(Injected.class, this).build();
    }

    CapturedHeaders captured() {
        return captured;
    }

    /**
     * The request of one hop, without the headers if it goes to an untrusted host. The change is visible only to the
     * network.
     */
    @SuppressWarnings("ReferenceEquality") // A redirect creates a new URL object, even for the same host.
    Request judge(Request hop) {
        boolean isFirst = hop.url() == url && hop.tag(Injected.class) == this;
        if (isFirst) {
            return hop;
        }
        RequestEdit edit = new RequestEdit(hop, hop.headers());
        injection.followTo(addressOf(hop.url()), edit, RequestEdit.Writer.INSTANCE);
        return edit.isUnchanged() ? hop : tag(edit);
    }

    static Address addressOf(HttpUrl url) {
        return Address.of(url.scheme(), url.host(), url.port());
    }
}
