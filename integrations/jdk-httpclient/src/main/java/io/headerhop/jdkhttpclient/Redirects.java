// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Follows redirects as the JDK does, by the documentation of {@link HttpClient.Redirect} and by what its client is seen
 * to do: the differential tests compare the two on each JDK.
 */
record Redirects(HttpClient.Redirect policy) {
    /**
     * How many requests there are at most in one call: redirects, and those with credentials that a server asked for.
     */
    static final int LIMIT = Integer.getInteger("jdk.httpclient.redirects.retrylimit", 5);

    private static final Set<String> FOR_ONE_ORIGIN = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        FOR_ONE_ORIGIN.addAll(List.of("Authorization", "Cookie", "Host", "Origin", "Referer"));
    }

    // Since its security updates, the client keeps these from other origins, and fails with an IOException where an
    // answer cannot be followed. What an update has brought cannot be told from its number on every vendor's JDK.
    private static final boolean UPDATED = Runtime.version().feature() > 25 || hasRedirectHeaders();

    private static boolean hasRedirectHeaders() {
        try {
            Class<?> utils =
                    Class.forName("jdk.internal.net.http.common.Utils", false, HttpClient.class.getClassLoader());
            return Arrays.stream(utils.getFields())
                    .anyMatch(field -> field.getName().equals("ALLOWED_REDIRECT_HEADERS"));
        } catch (ClassNotFoundException | LinkageError unknown) {
            // The careful way.
            return true;
        }
    }

    /** Where to, and what becomes of a request on its way there. */
    record Redirection(URI to, boolean asGet, boolean toOtherOrigin) {
        HttpRequest of(HttpRequest request) {
            HttpRequest.Builder copy = HttpRequest.newBuilder(
                            request, (name, value) -> !(toOtherOrigin && FOR_ONE_ORIGIN.contains(name)))
                    .uri(to);
            return (asGet ? copy.GET() : copy).build();
        }
    }

    /**
     * Where an answer to this request leads; null if it is to be returned.
     *
     * @param followed how many were followed before in this call
     * @throws IOException if it cannot be followed
     * @throws RuntimeException likewise
     */
    @Nullable Redirection from(HttpRequest request, int status, HttpHeaders headers, int followed) throws IOException {
        if (!isRedirect(status)) {
            return null;
        }
        URI from = request.uri();
        URI to;
        boolean toOtherOrigin;
        try {
            to = from.resolve(headers.firstValue("Location")
                    .map(URI::create)
                    .orElseThrow(() -> new UncheckedIOException(new IOException("Invalid redirection"))));
            if (!mayFollow(from.getScheme(), to.getScheme()) || followed + 1 >= LIMIT) {
                return null;
            }
            toOtherOrigin = UPDATED && !isSameOrigin(from, to);
        } catch (RuntimeException e) {
            if (UPDATED) {
                throw new IOException(e);
            }
            throw e;
        }
        if (to.getHost() == null) {
            throw new IllegalArgumentException("hostname can't be null");
        }
        return new Redirection(to, isGet(status, request.method()), toOtherOrigin);
    }

    private static boolean isRedirect(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    private boolean mayFollow(String from, String to) {
        return policy == HttpClient.Redirect.ALWAYS || to.equalsIgnoreCase(from) || to.equalsIgnoreCase("https");
    }

    private static boolean isGet(int status, String method) {
        return status == 303 || status < 303 && method.equals("POST");
    }

    /** Fails, as the client does, where the location has no authority. */
    private static boolean isSameOrigin(URI from, URI to) {
        return to.getScheme().equalsIgnoreCase(from.getScheme())
                && to.getRawAuthority().equals(from.getRawAuthority());
    }
}
