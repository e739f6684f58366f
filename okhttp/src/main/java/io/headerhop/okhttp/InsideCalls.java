// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import okhttp3.Authenticator;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Which code of the user's runs inside the calls of a client: what can see there what is current. */
enum InsideCalls {
    /** Then an interceptor that makes the caller's headers current would do so for nobody. */
    NO_CODE,
    SOME_CODE,
    /** Code that can change a request before the client looks at it. */
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

    /** OkHttp's own factory has one listener for all calls; another one may do anything when it is asked for one. */
    private static boolean hasNoListener(OkHttpClient client) {
        EventListener.Factory listeners = client.eventListenerFactory();
        Request any = new Request.Builder().url("http://localhost/").build();
        return listeners.getClass().getName().startsWith("okhttp3.internal.")
                && listeners.create(client.newCall(any)) == EventListener.NONE;
    }
}
