// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import io.headerhop.contract.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.Credentials;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** Clients as an application would set them up. */
final class TestClients {
    private TestClients() {}

    /** With credentials for servers that ask, cookies, and trust in the tests' server. */
    static OkHttpClient.Builder client() {
        return new OkHttpClient.Builder()
                .authenticator((route, response) -> response.request().header("Authorization") != null
                        ? null
                        : response.request()
                                .newBuilder()
                                .header("Authorization", Credentials.basic("user", "password"))
                                .build())
                .sslSocketFactory(Trust.context().getSocketFactory(), new Trust())
                .hostnameVerifier((host, session) -> true)
                .cookieJar(new Cookies());
    }

    /** This many requests at once; the others wait. */
    static Dispatcher dispatcher(int requestsAtOnce) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(requestsAtOnce);
        dispatcher.setMaxRequestsPerHost(requestsAtOnce);
        return dispatcher;
    }

    private static final class Cookies implements CookieJar {
        private final List<Cookie> all = new CopyOnWriteArrayList<>();

        @Override
        public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
            all.addAll(cookies);
        }

        @Override
        public List<Cookie> loadForRequest(HttpUrl url) {
            List<Cookie> matching = new ArrayList<>(all);
            matching.removeIf(cookie -> !cookie.matches(url));
            return matching;
        }
    }
}
