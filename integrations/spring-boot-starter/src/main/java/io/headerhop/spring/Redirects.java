// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.spi.Address;
import io.headerhop.spi.Injection;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * Follows redirects where the client below has been told not to: each hop is judged only if we send it. Another host
 * does not get the caller's credentials and cookies.
 *
 * @param limit how many requests there are at most in one call
 * @param likeUrlConnection by the rules of {@code HttpURLConnection}
 */
record Redirects(int limit, boolean likeUrlConnection) {
    /** Left to the client below, or switched off. */
    static final Redirects NOT_FOLLOWED = new Redirects(1, false);

    /** OkHttp's limit, and the methods of browsers. */
    static final Redirects LIKE_BROWSERS = new Redirects(21, false);

    /** Keeps to the scheme, and repeats no body: Spring and Feign stream it. */
    static final Redirects LIKE_URL_CONNECTION = new Redirects(Integer.getInteger("http.maxRedirects", 20), true);

    /** What does not go to another host; in lower case. */
    private static final Set<String> CREDENTIALS = Set.of("authorization", "cookie", "cookie2", "proxy-authorization");

    /** What goes with the body where a redirect turns a POST into a GET; in lower case. */
    private static final Set<String> OF_BODY =
            Set.of("content-length", "content-type", "content-encoding", "transfer-encoding");

    /** A client's requests and responses. */
    interface Hops<R> {
        R send(URI to, HttpMethod method, RequestLines lines, boolean withBody) throws IOException;

        int status(R response) throws IOException;

        @Nullable String location(R response);

        void close(R response);

        /** Whether the caller is to have this redirect, since the request cannot be repeated. */
        boolean cannotRepeat(R response, HttpMethod next, boolean withBody) throws IOException;
    }

    /**
     * Goes where the answer to the first request leads.
     *
     * @param lines of the first request, with what was injected; changed for each hop
     */
    <R> R follow(
            R first,
            URI uri,
            HttpMethod firstMethod,
            RequestLines lines,
            Injection injection,
            Address addressed,
            Hops<R> hops)
            throws IOException {
        R response = first;
        URI from = uri;
        Address before = addressed;
        HttpMethod method = firstMethod;
        boolean withBody = true;
        for (int requests = 1; limit > 1; requests++) {
            int status = hops.status(response);
            URI to = target(from, status, hops.location(response));
            Address address = to == null ? null : Address.of(to);
            if (to == null || address == null) {
                return response;
            }
            HttpMethod next = method(method, status);
            boolean keepsBody = withBody && next.equals(method);
            if (hops.cannotRepeat(response, next, keepsBody)) {
                return response;
            }
            hops.close(response);
            if (requests == limit) {
                throw new ProtocolException("Server redirected too many times (" + requests + ")");
            }
            if (!keepsBody) {
                lines.removeIf(OF_BODY::contains);
            }
            if (!address.equals(before)) {
                lines.removeIf(CREDENTIALS::contains);
            }
            injection.followTo(address, lines, RequestLines.WRITER);
            response = hops.send(to, next, lines, keepsBody);
            from = to;
            before = address;
            method = next;
            withBody = keepsBody;
        }
        return response;
    }

    private @Nullable URI target(URI from, int status, @Nullable String location) {
        if (location == null || !isRedirect(status)) {
            return null;
        }
        URI to;
        try {
            to = likeUrlConnection
                    ? new URL(from.toURL(), location).toURI()
                    : from.resolve(location.startsWith("?") ? from.getRawPath() + location : location);
        } catch (IllegalArgumentException | MalformedURLException | URISyntaxException e) {
            return null;
        }
        boolean sameScheme = from.getScheme().equalsIgnoreCase(to.getScheme());
        return sameScheme || !likeUrlConnection && "https".equalsIgnoreCase(to.getScheme()) ? to : null;
    }

    private boolean isRedirect(int status) {
        return status >= 301 && status <= 303 || status == 307 || status == (likeUrlConnection ? 300 : 308);
    }

    private HttpMethod method(HttpMethod before, int status) {
        boolean becomesGet = likeUrlConnection
                ? status != 307 && before.equals(HttpMethod.POST)
                : status == 303 && !before.equals(HttpMethod.HEAD) || status <= 302 && before.equals(HttpMethod.POST);
        return becomesGet ? HttpMethod.GET : before;
    }
}
