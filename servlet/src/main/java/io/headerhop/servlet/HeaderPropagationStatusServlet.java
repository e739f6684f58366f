// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import io.headerhop.Adapters;
import io.headerhop.PropagationStatus;
import io.headerhop.spi.StatusPage;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Shows {@link PropagationStatus}: as JSON to whoever accepts that and not HTML, else as a page. Not there until the
 * application registers it, under a path of its choice, and says who may see it. Everyone else gets 404, whatever the
 * method. Thread-safe.
 *
 * <pre>{@code
 * new HeaderPropagationStatusServlet(request -> request.isUserInRole("operator"))
 * }</pre>
 */
public final class HeaderPropagationStatusServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "0:0:0:0:0:0:0:1", "::1", "[::1]", "localhost");

    /** All that browsers and curl send by themselves, apart from {@code sec-*}; a proxy that says so adds another. */
    private static final Set<String> OF_CLIENTS = Set.of(
            "accept",
            "accept-encoding",
            "accept-language",
            "authorization",
            "cache-control",
            "connection",
            "cookie",
            "dnt",
            "host",
            "pragma",
            "priority",
            "referer",
            "te",
            "upgrade-insecure-requests",
            "user-agent");

    // Tomcat's RemoteIpValve: the address is what a header says.
    private static final String ADDRESS_OF_VALVE = "org.apache.catalina.AccessLog.RemoteAddr";

    private final transient Predicate<? super HttpServletRequest> allowed;

    /** @param allowed whether this request may see the status; one that throws does not allow it */
    public HeaderPropagationStatusServlet(Predicate<? super HttpServletRequest> allowed) {
        this.allowed = Objects.requireNonNull(allowed);
    }

    /**
     * Shows it to connections over the loopback interface, such as those of {@code kubectl port-forward}: both ends are
     * {@code 127.0.0.1} or {@code ::1}, the host that the request names is that or {@code localhost}, and it has no
     * header but those that browsers and curl send by themselves.
     *
     * <p>Not for a service behind a reverse proxy on the same machine or in the same pod: one that says nothing of
     * itself, as nginx without further directives, looks just like a browser there, and lets everyone in.
     */
    public static HeaderPropagationStatusServlet loopbackOnly() {
        return new HeaderPropagationStatusServlet(HeaderPropagationStatusServlet::isLoopback);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!isAllowed(request)) {
            // Not sendError(): some servers' error page names the servlet.
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        boolean head = "HEAD".equals(request.getMethod());
        if (!head && !"GET".equals(request.getMethod())) {
            response.setHeader("Allow", "GET, HEAD");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        StatusPage page = StatusPage.now(String.join(",", Collections.list(request.getHeaders("Accept"))));
        byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
        response.setContentType(page.contentType());
        page.headers().forEach(response::setHeader);
        response.setContentLength(body.length);
        if (!head) {
            response.getOutputStream().write(body);
        }
    }

    private boolean isAllowed(HttpServletRequest request) {
        try {
            return allowed.test(request);
        } catch (Throwable e) {
            // Its message may have what nobody should read.
            Adapters.warn("Nobody sees the HeaderPropagationStatusServlet, since its predicate throws "
                    + e.getClass().getName());
            return false;
        }
    }

    /** Filters may have wrapped the request to show what a header of a proxy says: so the innermost one counts, too. */
    private static boolean isLoopback(HttpServletRequest outermost) {
        ServletRequest request = outermost;
        while (isLoopback(request)) {
            if (!(request instanceof ServletRequestWrapper wrapper)) {
                return request.getAttribute(ADDRESS_OF_VALVE) == null;
            }
            request = wrapper.getRequest();
        }
        return false;
    }

    private static boolean isLoopback(ServletRequest request) {
        String name = request.getServerName();
        return request instanceof HttpServletRequest httpRequest
                && LOOPBACK.contains(request.getRemoteAddr())
                && LOOPBACK.contains(request.getLocalAddr())
                && name != null
                && LOOPBACK.contains(name.toLowerCase(Locale.ROOT))
                && Collections.list(httpRequest.getHeaderNames()).stream()
                        .map(header -> header.toLowerCase(Locale.ROOT))
                        .allMatch(header -> OF_CLIENTS.contains(header) || header.startsWith("sec-"));
    }
}
