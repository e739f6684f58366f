// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import io.headerhop.contract.Trust;
import java.net.Authenticator;
import java.net.CookieManager;
import java.net.PasswordAuthentication;
import java.net.http.HttpClient;

/** Clients as an application would set them up. */
final class TestClients {
    private TestClients() {}

    /**
     * Follows redirects, with cookies and trust in the tests' server. Without an authenticator: a client of JDK 17 that
     * has one sends no {@code Authorization} that was set on the request.
     */
    static HttpClient.Builder client(HttpClient.Version version) {
        return HttpClient.newBuilder()
                .version(version)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .cookieHandler(new CookieManager())
                .sslContext(Trust.context());
    }

    static final class Password extends Authenticator {
        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication("user", "password".toCharArray());
        }
    }
}
