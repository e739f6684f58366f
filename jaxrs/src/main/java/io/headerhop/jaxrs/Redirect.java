package io.headerhop.jaxrs;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The request to which a response leads on.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.4">RFC 9110, section 15.4</a>
 */
record Redirect(URI to, String method) {
    /** Null where there is none, or none that can be followed without asking: a body again, or out of TLS. */
    static @Nullable Redirect of(ClientRequestContext request, ClientResponseContext response) {
        String location = response.getHeaderString(HttpHeaders.LOCATION);
        String method = methodAfter(response.getStatus(), request.getMethod());
        if (location == null || method == null || method.equals(request.getMethod()) && request.hasEntity()) {
            return null;
        }
        URI to;
        try {
            to = request.getUri().resolve(location);
        } catch (IllegalArgumentException e) {
            return null;
        }
        boolean tls = "https".equalsIgnoreCase(to.getScheme());
        boolean plainAsBefore = "http".equalsIgnoreCase(to.getScheme())
                && "http".equalsIgnoreCase(request.getUri().getScheme());
        return tls || plainAsBefore ? new Redirect(to, method) : null;
    }

    private static @Nullable String methodAfter(int status, String method) {
        return switch (status) {
            case 301, 302 -> method.equals(HttpMethod.POST) ? HttpMethod.GET : method;
            case 303 -> method.equals(HttpMethod.HEAD) ? method : HttpMethod.GET;
            case 307, 308 -> method;
            default -> null;
        };
    }
}
