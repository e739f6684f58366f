// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.jersey.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.headerhop.contract.Headers;
import io.headerhop.contract.RawHttp;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import io.headerhop.jaxrs.HeaderPropagationStatusResource;
import java.net.URI;
import java.util.Locale;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusResourceTest {
    private static final String KEY = "X-Status-Key: secret";

    private HttpServer server;

    @BeforeEach
    void start() {
        ResourceConfig application = new ResourceConfig();
        application.register(new HeaderPropagationServerFeature(Headers.RULES));
        application.register(new HeaderPropagationStatusResource(
                headers -> "secret".equals(headers.getHeaderString("X-Status-Key"))));
        server = JdkHttpServerFactory.createHttpServer(URI.create("http://127.0.0.1:0/"), application);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void isAPageForABrowser() throws Exception {
        RawHttp.Answer page = status(KEY, "Accept: text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8");
        assertThat(page.status()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(header(page, "Content-Security-Policy")).contains("default-src 'none'");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(page.body())
                .contains("<h1>Headerhop</h1>", "HeaderPropagationServerFeature in Jersey", "NOTHING_CURRENT");
    }

    @Test
    void isAPageForWhoeverSaysNothing() throws Exception {
        assertThat(header(status(KEY), "Content-Type")).startsWith("text/html");
    }

    @Test
    void isJsonForWhoeverAcceptsNoHtml() throws Exception {
        RawHttp.Answer json = status(KEY, "Accept: application/json");
        assertThat(header(json, "Content-Type")).startsWith("application/json");
        assertThat(json.body()).startsWith("{\"adapters\":[").endsWith("}");
    }

    @Test
    void showsNoValueOfAHeader() throws Exception {
        RawHttp.Answer json = status(KEY, "Accept: application/json", "x-request-id: " + Headers.requestId(7));
        assertThat(json.body()).contains("\"CAPTURED\":").doesNotContain(Headers.requestId(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Status-Key: guessed", "X-Other: secret"})
    void isNotThereForOthers(String line) throws Exception {
        RawHttp.Answer answer = status(line, "Accept: application/json");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("adapters");
    }

    @Test
    void aPredicateThatThrowsLetsNobodyIn() throws Exception {
        stop();
        HeaderPropagationStatusResource throwing = new HeaderPropagationStatusResource(
                headers -> headers.getHeaderString("X-Status-Key").equals("secret"));
        server = JdkHttpServerFactory.createHttpServer(
                URI.create("http://127.0.0.1:0/"), new ResourceConfig().register(throwing));
        assertThat(status("Accept: application/json").status()).isEqualTo(404);
        assertThat(status(KEY).status()).isEqualTo(200);
    }

    private RawHttp.Answer status(String... lines) throws Exception {
        return RawHttp.get(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/headerhop"), lines);
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
