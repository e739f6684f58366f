// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * How redirects are followed, where the client below has been told not to: each hop is judged only if we send it. The
 * rules are those of the JDK's client, Spring Boot's default.
 *
 * @param limit how many hops are followed; 0 if none
 * @param ofBody what a request loses that a redirect turns into a GET without a body; names in lower case
 * @param ofHost what another host does not get; names in lower case
 */
record Redirects(int limit, Set<String> ofBody, Set<String> ofHost) {
    /** Left to the client below, or switched off. */
    static final Redirects NOT_FOLLOWED = new Redirects(0, Set.of(), Set.of());

    /** As the JDK's client, which sends all headers to any host, and keeps the type of a body that it does not send. */
    static final Redirects LIKE_JDK = new Redirects(
            Integer.getInteger("jdk.httpclient.redirects.retrylimit", 5) - 1,
            Set.of("content-length", "transfer-encoding"),
            Set.of());

    /** For clients that do not send credentials to another host. */
    static final Redirects WITHOUT_CREDENTIALS = new Redirects(
            20,
            Set.of("content-length", "content-type", "content-encoding", "transfer-encoding"),
            Set.of("authorization", "cookie", "proxy-authorization"));

    /** Where a response redirects to; null if it is not to be followed. */
    static @Nullable URI target(URI from, int status, @Nullable URI location) {
        boolean redirects = status >= 301 && status <= 303 || status == 307 || status == 308;
        if (!redirects || location == null) {
            return null;
        }
        URI to = from.resolve(location);
        boolean isHttp = "http".equalsIgnoreCase(to.getScheme()) || "https".equalsIgnoreCase(to.getScheme());
        boolean downgrades = "https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme());
        return isHttp && !downgrades ? to : null;
    }

    static HttpMethod method(HttpMethod before, int status) {
        boolean becomesGet = status == 303 || status <= 302 && before.equals(HttpMethod.POST);
        return becomesGet ? HttpMethod.GET : before;
    }
}
