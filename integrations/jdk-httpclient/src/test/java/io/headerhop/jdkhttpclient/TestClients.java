// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import io.headerhop.contract.Trust;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.HttpCookie;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

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
                .cookieHandler(new Cookies())
                .sslContext(Trust.context());
    }

    static final class Password extends Authenticator {
        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication("user", "password".toCharArray());
        }
    }

    /** A {@link java.net.CookieManager} would take {@code /1} for a parent of {@code /12}. */
    private static final class Cookies extends CookieHandler {
        private record Stored(String host, HttpCookie cookie) {
            boolean belongsTo(URI uri) {
                return host.equals(uri.getHost()) && uri.getPath().startsWith(cookie.getPath() + "/");
            }
        }

        private final List<Stored> all = new CopyOnWriteArrayList<>();

        @Override
        public Map<String, List<String>> get(URI uri, Map<String, List<String>> requestHeaders) {
            List<String> cookies = all.stream()
                    .filter(stored -> stored.belongsTo(uri))
                    .map(stored -> stored.cookie().toString())
                    .toList();
            return cookies.isEmpty() ? Map.of() : Map.of("Cookie", cookies);
        }

        @Override
        public void put(URI uri, Map<String, List<String>> responseHeaders) {
            responseHeaders.forEach((name, values) -> {
                if (name.equalsIgnoreCase("Set-Cookie")) {
                    values.forEach(value ->
                            HttpCookie.parse(value).forEach(cookie -> all.add(new Stored(uri.getHost(), cookie))));
                }
            });
        }
    }
}
