// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import java.io.IOException;
import java.net.ProtocolException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Injects into the upgrade request of a web socket and follows its redirects, as the client would. The client skips
 * network interceptors here, so nothing else could keep the headers from an untrusted host that it is redirected to.
 *
 * @see <a href="https://square.github.io/okhttp/features/interceptors/">OkHttp: interceptors</a>
 */
record WebSocketUpgrade(boolean followRedirects, boolean followSslRedirects) implements Interceptor {
    // The client's own limit.
    private static final int MAX_REDIRECTS = 20;

    @Override
    public Response intercept(Chain chain) throws IOException {
        CallHeaders headers = CallHeaders.of(chain.call());
        Response response = chain.proceed(headers.inject(chain.call(), chain.request()));
        for (int redirects = 1; followRedirects && response.isRedirect(); redirects++) {
            // Not the request that was sent: an authenticator may have added to it.
            Request next = redirected(response.request(), response.header("Location"));
            if (next == null) {
                break;
            }
            response.close();
            if (redirects > MAX_REDIRECTS) {
                throw new ProtocolException("Too many follow-up requests: " + redirects);
            }
            response = chain.proceed(headers.judge(next));
        }
        return response;
    }

    private @Nullable Request redirected(Request hop, @Nullable String location) {
        HttpUrl from = hop.url();
        HttpUrl to = location == null ? null : from.resolve(location);
        boolean sameScheme = to != null && to.scheme().equals(from.scheme());
        if (to == null || !sameScheme && !followSslRedirects) {
            return null;
        }
        Request.Builder next = hop.newBuilder().url(to);
        if (!sameScheme || !to.host().equals(from.host()) || to.port() != from.port()) {
            next.removeHeader("Authorization");
        }
        return next.build();
    }
}
