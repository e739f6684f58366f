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
 * By which rules redirects are followed where the client below has been told not to: each hop is judged only if we send
 * it. For all: another host does not get the caller's credentials and cookies, and no hop leads out of TLS.
 */
enum Redirects {
    /** Left to the client below, or switched off. */
    NOT_FOLLOWED(0, false, Set.of()),

    /**
     * OkHttp's limit, and the methods of browsers: only a POST becomes a GET after 301 and 302, all but HEAD after 303.
     */
    LIKE_BROWSERS(20, true, Set.of("content-length", "content-type", "content-encoding", "transfer-encoding")),

    /** Keeps to the scheme, and repeats no body: Spring and Feign stream it. */
    LIKE_URL_CONNECTION(requestsOfUrlConnection() - 1, true, LIKE_BROWSERS.ofBody) {
        @Override
        boolean isRedirect(int status) {
            return status >= 300 && status <= 303 || status == 307;
        }

        @Override
        @Nullable URI resolve(URI from, String location) {
            try {
                URI to = new URL(from.toURL(), location).toURI();
                return from.getScheme().equalsIgnoreCase(to.getScheme()) ? to : null;
            } catch (MalformedURLException | URISyntaxException e) {
                return null;
            }
        }

        @Override
        boolean becomesGet(HttpMethod method, int status) {
            return status != 307 && method.equals(HttpMethod.POST);
        }
    },

    /**
     * As {@code java.net.http}, which keeps the type of a body that it does not send, and returns the redirect that is
     * over its limit. Its older versions send credentials.
     */
    LIKE_JDK(
            Integer.getInteger("jdk.httpclient.redirects.retrylimit", 5) - 1,
            false,
            Set.of("content-length", "transfer-encoding")) {
        @Override
        URI resolve(URI from, String location) {
            URI to = from.resolve(location);
            if (isHttp(to) && Address.of(to) == null) {
                throw new IllegalArgumentException("unsupported URI " + to);
            }
            return to;
        }

        @Override
        boolean becomesGet(HttpMethod method, int status) {
            return status == 303 || LIKE_BROWSERS.becomesGet(method, status);
        }
    };

    /** What does not go to another host; in lower case. */
    private static final Set<String> CREDENTIALS = Set.of("authorization", "cookie", "cookie2", "proxy-authorization");

    private final int limit;
    private final boolean failsOverLimit;
    private final Set<String> ofBody;

    /**
     * @param limit how many hops are followed
     * @param failsOverLimit whether one more fails the call, instead of being its answer
     * @param ofBody what goes with a body that is not sent again; in lower case
     */
    Redirects(int limit, boolean failsOverLimit, Set<String> ofBody) {
        this.limit = limit;
        this.failsOverLimit = failsOverLimit;
        this.ofBody = ofBody;
    }

    private static int requestsOfUrlConnection() {
        int set = Integer.getInteger("http.maxRedirects", 0);
        return set > 0 ? set : 20;
    }

    boolean isRedirect(int status) {
        return status >= 301 && status <= 303 || status == 307 || status == 308;
    }

    /** Null if the caller is to have the redirect. */
    @Nullable URI resolve(URI from, String location) {
        try {
            return from.resolve(location.startsWith("?") ? from.getRawPath() + location : location);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    boolean becomesGet(HttpMethod method, int status) {
        return status == 303 && !method.equals(HttpMethod.HEAD) || status <= 302 && method.equals(HttpMethod.POST);
    }

    private static boolean isHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    }

    /** The first request of a call. */
    Hop first(HttpMethod method, URI uri) {
        return new Hop(this, 0, method, uri, true, false);
    }

    /**
     * One request of a call.
     *
     * @param number that of the redirects before it
     * @param withBody whether it has the body of the first request
     * @param leftHost whether any hop so far went to another host
     */
    record Hop(Redirects rules, int number, HttpMethod method, URI uri, boolean withBody, boolean leftHost) {
        /**
         * Where the answer to this request leads; null if it is the caller's.
         *
         * @throws IllegalArgumentException if the client would fail on this location
         */
        @Nullable Hop next(int status, @Nullable String location) {
            boolean isLast = number >= rules.limit && !rules.failsOverLimit;
            if (rules == NOT_FOLLOWED || isLast || location == null || !rules.isRedirect(status)) {
                return null;
            }
            URI to = rules.resolve(uri, location);
            Address address = to == null ? null : Address.of(to);
            if (to == null || address == null || !isHttp(to) || leavesTls(to)) {
                return null;
            }
            Address before = Address.of(uri);
            HttpMethod next = rules.becomesGet(method, status) ? HttpMethod.GET : method;
            return new Hop(
                    rules,
                    number + 1,
                    next,
                    to,
                    withBody && next.equals(method),
                    leftHost || before == null || !before.equals(address));
        }

        private boolean leavesTls(URI to) {
            return "https".equalsIgnoreCase(uri.getScheme()) && !"https".equalsIgnoreCase(to.getScheme());
        }

        /** To be called when the answer before has been released. */
        void checkNumber() throws ProtocolException {
            if (number > rules.limit) {
                throw new ProtocolException("Server redirected too many times (" + number + ")");
            }
        }

        /** @param lines of the first request or of the hop before */
        void judge(RequestLines lines, @Nullable Injection injection, RequestLines.Client client) {
            if (!withBody) {
                lines.removeIf(rules.ofBody::contains);
            }
            if (leftHost) {
                lines.removeIf(CREDENTIALS::contains);
            }
            Address address = Address.of(uri);
            if (injection != null && address != null) {
                injection.followTo(address, lines, client);
            }
        }
    }

    /** A blocking client's requests and responses. */
    interface Blocking<R> {
        RequestLines.Client client();

        R send(Hop hop, RequestLines lines) throws IOException;

        int status(R response) throws IOException;

        @Nullable String location(R response);

        void close(R response);

        /** Whether the caller is to have this redirect, since the request cannot be repeated. */
        boolean cannotRepeat(R response, Hop next) throws IOException;

        /**
         * Goes where the answer to the first request leads.
         *
         * @param lines of the first request, with what was injected; changed for each hop
         */
        default R follow(Hop first, R answer, RequestLines lines, Injection injection) throws IOException {
            Hop hop = first;
            R response = answer;
            while (true) {
                Hop next = hop.next(status(response), location(response));
                if (next == null || cannotRepeat(response, next)) {
                    return response;
                }
                close(response);
                next.checkNumber();
                next.judge(lines, injection, client());
                response = send(next, lines);
                hop = next;
            }
        }
    }
}
