// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.RawHttp;
import io.headerhop.servlet.contract.JettyServer;
import java.util.Locale;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusServletTest {
    @Test
    void isAPageThatNeedsNothingFromElsewhere() throws Exception {
        RawHttp.Answer page = status(new HeaderPropagationStatusServlet(), "Accept: text/html,application/json;q=0.9");
        assertThat(page.status()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).startsWith("text/html");
        assertThat(header(page, "Content-Security-Policy")).contains("default-src 'none'");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(page.body())
                .contains("<h1>Headerhop</h1>", "servlet filter", "NOTHING_CURRENT")
                .doesNotContain("<script", "src=", "href=");
    }

    @Test
    void isJsonForWhoeverAcceptsNoHtml() throws Exception {
        RawHttp.Answer json = status(new HeaderPropagationStatusServlet(), "Accept: application/json");
        assertThat(header(json, "Content-Type")).startsWith("application/json");
        assertThat(json.body())
                .startsWith("{\"adapters\":[")
                .contains("\"counts\":{\"CAPTURED\":")
                .endsWith("}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 10.0.0.1",
                "Forwarded: for=10.0.0.1",
                "X-Envoy-External-Address: 10.0.0.1",
                "x-request-id: 7b1f4d8e-0000-4000-8000-000000000001"
            })
    void isNotThereForRequestsOfAProxy(String header) throws Exception {
        assertThat(status(new HeaderPropagationStatusServlet(), header).status())
                .isEqualTo(404);
    }

    @Test
    void theApplicationCanSayWhoMaySeeIt() throws Exception {
        HeaderPropagationStatusServlet guarded =
                new HeaderPropagationStatusServlet(request -> "secret".equals(request.getHeader("X-Key")));
        assertThat(status(guarded, "X-Forwarded-For: 10.0.0.1", "X-Key: secret").status())
                .isEqualTo(200);
        assertThat(status(guarded, "X-Key: guessed").status()).isEqualTo(404);
    }

    @Test
    void isNotThereForSomebodyElsesPageInABrowserOnThisMachine() throws Exception {
        try (JettyServer server = started(new HeaderPropagationStatusServlet());
                RawHttp connection = RawHttp.connect(server.uri())) {
            connection.write("GET /headerhop HTTP/1.1\r\nHost: rebound.example.com\r\n\r\n");
            assertThat(connection.answer().status()).isEqualTo(404);
        }
    }

    private static RawHttp.Answer status(HeaderPropagationStatusServlet servlet, String... headers) throws Exception {
        try (JettyServer server = started(servlet)) {
            return RawHttp.get(server.uri().resolve("/headerhop"), headers);
        }
    }

    private static JettyServer started(HeaderPropagationStatusServlet servlet) throws Exception {
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServletContainerInitializer(new HeaderPropagationInitializer());
        context.addServlet(new ServletHolder(servlet), "/headerhop");
        return JettyServer.start(1, context);
    }

    private static String header(RawHttp.Answer answer, String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return answer.headerLines().stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst()
                .orElse("");
    }
}
