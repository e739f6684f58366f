// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.RawHttp;
import io.headerhop.servlet.contract.JettyServer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.Locale;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.RemoteIpValve;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusServletTest {
    @Test
    void isAPageThatNeedsNothingFromElsewhere() throws Exception {
        RawHttp.Answer page =
                status(HeaderPropagationStatusServlet.loopbackOnly(), "Accept: text/html,application/json;q=0.9");
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
        RawHttp.Answer json = status(HeaderPropagationStatusServlet.loopbackOnly(), "Accept: application/json");
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
                "x-request-id: 7b1f4d8e-0000-4000-8000-000000000001",
                "CF-Connecting-IP: 10.0.0.1",
                "X-Some-Proxy-Of-Tomorrow: 10.0.0.1"
            })
    void isNotThereForRequestsOfAProxy(String header) throws Exception {
        assertThat(status(HeaderPropagationStatusServlet.loopbackOnly(), header).status())
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
    void isThereForABrowser() throws Exception {
        assertThat(status(
                                HeaderPropagationStatusServlet.loopbackOnly(),
                                "User-Agent: Mozilla/5.0",
                                "Accept-Language: en",
                                "Sec-Fetch-Site: none",
                                "Cookie: theme=dark")
                        .status())
                .isEqualTo(200);
    }

    /** As Spring's ForwardedHeaderFilter does, which believes whoever sends the headers. */
    @Test
    void isNotThereForWhoeverSaysToBeThisMachineToAFilter() throws Exception {
        Filter forwarded =
                (request, response, chain) -> chain.doFilter(new Forwarded((HttpServletRequest) request), response);
        try (JettyServer server = started(HeaderPropagationStatusServlet.loopbackOnly(), forwarded)) {
            RawHttp.Answer answer = RawHttp.get(
                    server.uri().resolve("/headerhop"), "X-Forwarded-For: 127.0.0.1", "X-Forwarded-Host: localhost");
            assertThat(answer.status()).isEqualTo(404);
        }
    }

    private static final class Forwarded extends HttpServletRequestWrapper {
        Forwarded(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getRemoteAddr() {
            return getHeader("X-Forwarded-For");
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                    .filter(name -> !name.toLowerCase(Locale.ROOT).startsWith("x-forwarded-"))
                    .toList());
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 404", "false, 200"})
    void isNotThereForWhoeverSaysToBeThisMachineToAValveOfTomcat(
            boolean withValve, int expected, @TempDir Path directory) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(directory.toString());
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.setPort(0);
        Context context = tomcat.addContext("", directory.toString());
        Tomcat.addServlet(context, "status", HeaderPropagationStatusServlet.loopbackOnly());
        context.addServletMappingDecoded("/headerhop", "status");
        if (withValve) {
            tomcat.getHost().getPipeline().addValve(new RemoteIpValve());
        }
        tomcat.start();
        try {
            URI page = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/headerhop");
            RawHttp.Answer answer = withValve
                    ? RawHttp.get(page, "X-Forwarded-For: 127.0.0.1")
                    : RawHttp.get(page, "Accept: text/html");
            assertThat(answer.status()).isEqualTo(expected);
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"})
    void noMethodTellsOthersThatItIsThere(String method) throws Exception {
        try (JettyServer server = started(new HeaderPropagationStatusServlet(request -> false))) {
            String answer = answer(server, method);
            assertThat(answer)
                    .startsWith("HTTP/1.1 404 ")
                    .doesNotContainIgnoringCase("allow:")
                    .doesNotContain("HeaderPropagation");
        }
    }

    @ParameterizedTest
    @CsvSource({"HEAD, 200", "POST, 405", "OPTIONS, 405", "TRACE, 405"})
    void whoMaySeeItCanReadItAndNothingElse(String method, int status) throws Exception {
        try (JettyServer server = started(HeaderPropagationStatusServlet.loopbackOnly())) {
            assertThat(answer(server, method))
                    .startsWith("HTTP/1.1 " + status + " ")
                    .containsIgnoringCase(status == 405 ? "allow: GET, HEAD" : "content-type: text/html")
                    .doesNotContain("<h1>");
        }
    }

    private static String answer(JettyServer server, String method) throws Exception {
        try (RawHttp connection = RawHttp.connect(server.uri())) {
            connection.send(method, "/headerhop", "Accept: text/html", "Connection: close");
            return connection.all();
        }
    }

    @Test
    void theServersOwnRolesCanSayWhoMaySeeIt() throws Exception {
        HttpServlet servlet = new HeaderPropagationStatusServlet(request -> request.isUserInRole("operator"));
        assertThat(status((HeaderPropagationStatusServlet) servlet).status()).isEqualTo(404);
    }

    @Test
    void aPredicateThatThrowsLetsNobodyIn() throws Exception {
        RawHttp.Answer answer = status(
                new HeaderPropagationStatusServlet(request -> {
                    throw new IllegalStateException("secret");
                }),
                "Accept: text/html");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("secret", "IllegalState");
    }

    @Test
    void isNotThereForSomebodyElsesPageInABrowserOnThisMachine() throws Exception {
        try (JettyServer server = started(HeaderPropagationStatusServlet.loopbackOnly());
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

    private static JettyServer started(HeaderPropagationStatusServlet servlet, Filter... filters) throws Exception {
        ServletContextHandler context = new ServletContextHandler("/");
        for (Filter filter : filters) {
            context.addFilter(filter, "/headerhop", EnumSet.of(DispatcherType.REQUEST));
        }
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
