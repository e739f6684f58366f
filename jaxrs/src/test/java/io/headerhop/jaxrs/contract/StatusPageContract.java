// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Headers;
import io.headerhop.contract.InboundContract;
import io.headerhop.contract.InboundContract.RunningServer;
import io.headerhop.contract.RawHttp;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import io.headerhop.jaxrs.HeaderPropagationStatusFeature;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Application;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The status page is there for those who may see it, and only for them. */
public interface StatusPageContract extends JaxrsServer {
    @Test
    default void theStatusIsAPageForABrowser() throws Exception {
        RawHttp.Answer page = allowed("Accept: text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8");
        assertThat(page.status()).isEqualTo(200);
        assertThat(header(page, "Content-Type").replace(" ", "")).isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(header(page, "Content-Security-Policy")).contains("default-src 'none'");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(page, "Vary")).isEqualTo("Accept");
        assertThat(page.body()).contains("<h1>Headerhop</h1>", "HeaderPropagationServerFeature in", "NOTHING_CURRENT");
    }

    @Test
    default void theStatusIsAPageForWhoeverSaysNothing() throws Exception {
        assertThat(header(allowed(), "Content-Type")).startsWith("text/html");
    }

    @Test
    default void theStatusIsJsonForWhoeverAcceptsNoHtml() throws Exception {
        RawHttp.Answer json = allowed("Accept: application/json", "x-request-id: " + Headers.requestId(7));
        assertThat(header(json, "Content-Type")).startsWith("application/json");
        assertThat(json.body())
                .startsWith("{\"adapters\":[")
                .endsWith("}")
                .contains("\"CAPTURED\":")
                .doesNotContain(Headers.requestId(7));
    }

    @Test
    default void theStatusIsForReadingOnly() throws Exception {
        RawHttp.Answer head = send(StatusPageContract::hasTheKey, "HEAD", "/headerhop", "X-Status-Key: secret");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        RawHttp.Answer post =
                send(StatusPageContract::hasTheKey, "POST", "/headerhop", "X-Status-Key: secret", "Content-Length: 0");
        assertThat(post.status()).isEqualTo(405);
        assertThat(header(post, "Allow")).contains("GET", "HEAD");
    }

    /** Whoever may not see it cannot even tell that it is there. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE"})
    default void othersGetWhatTheyGetUnderAnyPathThatIsNotThere(String method) throws Exception {
        for (String line : new String[] {"X-Status-Key: guessed", "X-Other: secret"}) {
            RawHttp.Answer status =
                    send(StatusPageContract::hasTheKey, method, "/headerhop", line, "Accept: */*", "Content-Length: 0");
            RawHttp.Answer nothing =
                    send(StatusPageContract::hasTheKey, method, "/notthere0", line, "Accept: */*", "Content-Length: 0");
            assertThat(status.status()).isEqualTo(nothing.status()).isGreaterThanOrEqualTo(400);
            assertThat(status.body().replace("headerhop", "notthere0")).isEqualTo(nothing.body());
        }
    }

    @Test
    default void aPredicateThatThrowsShowsTheStatusToNobody() throws Exception {
        RawHttp.Answer answer = send(
                request -> {
                    throw new IllegalStateException("on purpose");
                },
                "GET",
                "/headerhop",
                "Accept: application/json");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("adapters", "on purpose");
    }

    @Test
    default void otherPathsAreTheApplicationsOwn() throws Exception {
        assertThat(send(request -> true, "GET", "/orders").body()).isEqualTo("orders");
        assertThat(send(request -> true, "GET", "/orders/headerhop").status()).isEqualTo(404);
    }

    private RawHttp.Answer allowed(String... lines) throws Exception {
        return send(
                StatusPageContract::hasTheKey,
                "GET",
                "/headerhop",
                Stream.concat(Stream.of("X-Status-Key: secret"), Arrays.stream(lines))
                        .toArray(String[]::new));
    }

    private RawHttp.Answer send(
            Predicate<ContainerRequestContext> predicate, String method, String path, String... lines)
            throws Exception {
        try (RunningServer server = start(1, new Application() {
                    @Override
                    @SuppressWarnings("deprecation")
                    public Set<Object> getSingletons() {
                        return Set.of(
                                new Orders(),
                                new HeaderPropagationServerFeature(InboundContract.RULES),
                                new HeaderPropagationStatusFeature(predicate));
                    }
                });
                RawHttp connection = RawHttp.connect(server.uri())) {
            connection.send(
                    method,
                    server.uri().resolve(path).getRawPath(),
                    Stream.concat(Arrays.stream(lines), Stream.of("Connection: close"))
                            .toArray(String[]::new));
            return connection.answer();
        }
    }

    private static boolean hasTheKey(ContainerRequestContext request) {
        return "secret".equals(request.getHeaderString("X-Status-Key"));
    }

    private static String header(RawHttp.Answer answer, String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return answer.headerLines().stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst()
                .orElse("");
    }

    /** The application's own. */
    @Path("orders")
    final class Orders {
        @GET
        public String get() {
            return "orders";
        }
    }
}
