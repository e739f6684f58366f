// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import okhttp3.Authenticator;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Which code of the user's runs inside a client's calls and can see what is current there. */
@SuppressWarnings("ReferenceEquality") // OkHttp's constants.
enum InsideCalls {
    /** None: making the caller's headers current would be work for nobody. */
    NO_CODE,
    /** Some, but nothing that changes a request before the client works on it. */
    SOME_CODE,
    /** Application interceptors: what they set on a request is the caller's own, so they come first. */
    INTERCEPTORS;

    static InsideCalls of(OkHttpClient client) {
        if (!client.interceptors().isEmpty()) {
            return INTERCEPTORS;
        }
        boolean noCode = client.networkInterceptors().isEmpty()
                && client.authenticator() == Authenticator.NONE
                && client.proxyAuthenticator() == Authenticator.NONE
                && client.cookieJar() == CookieJar.NO_COOKIES
                && client.dns() == Dns.SYSTEM
                && hasNoListener(client);
        return noCode ? NO_CODE : SOME_CODE;
    }

    /** OkHttp's own factory returns the same listener for any call; a user's may do anything when asked. */
    private static boolean hasNoListener(OkHttpClient client) {
        EventListener.Factory listeners = client.eventListenerFactory();
        Request any = new Request.Builder().url("http://localhost/").build();
        return listeners.getClass().getName().startsWith("okhttp3.internal.")
                && listeners.create(client.newCall(any)) == EventListener.NONE;
    }
}
