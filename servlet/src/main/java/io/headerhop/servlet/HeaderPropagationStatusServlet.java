// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import io.headerhop.PropagationStatus;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Shows {@link PropagationStatus}: as JSON to whoever accepts that and not HTML, else as a page. Not there until the
 * application registers it, under a path of its choice. Thread-safe.
 *
 * <p>By default only this machine may see it: the connection comes from {@code 127.0.0.1} or {@code ::1}, the request
 * names that or {@code localhost} as its host, and it has no header that proxies add. The last two since a sidecar's
 * requests come from this machine too, and so do those of a browser on it that somebody else's page sends. Everyone
 * else gets 404. With {@code kubectl port-forward} it can be seen in a pod.
 */
public final class HeaderPropagationStatusServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "0:0:0:0:0:0:0:1", "::1", "[::1]", "localhost");
    private static final Set<String> OF_PROXIES =
            Set.of("forwarded", "via", "x-request-id", "x-real-ip", "traceparent", "b3");
    private static final List<String> OF_PROXIES_TOO = List.of("x-forwarded-", "x-envoy-", "x-b3-");

    private final transient Predicate<? super HttpServletRequest> allowed;

    /** Shows it to this machine only. */
    public HeaderPropagationStatusServlet() {
        this(HeaderPropagationStatusServlet::isFromThisMachine);
    }

    /** @param allowed whether this request may see the status; others get 404 */
    public HeaderPropagationStatusServlet(Predicate<? super HttpServletRequest> allowed) {
        this.allowed = Objects.requireNonNull(allowed);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!allowed.test(request)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        boolean json = wantsJson(request);
        PropagationStatus status = PropagationStatus.now();
        byte[] body = (json ? status.toJson() : status.toHtml()).getBytes(StandardCharsets.UTF_8);
        response.setContentType(json ? "application/json" : "text/html;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Vary", "Accept");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static boolean wantsJson(HttpServletRequest request) {
        String accept =
                String.join(",", Collections.list(request.getHeaders("Accept"))).toLowerCase(Locale.ROOT);
        return accept.contains("json") && !accept.contains("html");
    }

    private static boolean isFromThisMachine(HttpServletRequest request) {
        String name = request.getServerName();
        if (!THIS_MACHINE.contains(request.getRemoteAddr())
                || name == null
                || !THIS_MACHINE.contains(name.toLowerCase(Locale.ROOT))) {
            return false;
        }
        for (Enumeration<String> names = request.getHeaderNames(); names.hasMoreElements(); ) {
            String header = names.nextElement().toLowerCase(Locale.ROOT);
            if (OF_PROXIES.contains(header) || OF_PROXIES_TOO.stream().anyMatch(header::startsWith)) {
                return false;
            }
        }
        return true;
    }
}
