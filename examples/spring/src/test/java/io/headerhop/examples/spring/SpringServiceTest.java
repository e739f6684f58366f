// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.spring;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.contract.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service with its Tomcat. Each of its pools has one thread, on which nothing may be left behind. */
class SpringServiceTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    private static String upstream;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        upstream = DOWNSTREAM.path("spring");
        service = SpringApplication.run(
                SpringService.class,
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--spring.task.execution.pool.core-size=1",
                "--upstream=" + DOWNSTREAM.uri(upstream));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rest-client", "/rest-template", "/async", "/pool"})
    void whatCameInGoesOutWithTheCallItTriggered(String path) throws Exception {
        get(path, "x-request-id: " + Headers.requestId(1), "x-b3-traceid: " + Headers.TRACE_ID, "x-tenant-name: blue");
        get(path, "x-request-id: " + Headers.requestId(2), "x-canary: always");
        get(path);

        assertThat(DOWNSTREAM.received(upstream + path))
                .extracting(SpringServiceTest::carried)
                .containsExactly(
                        Map.ofEntries(
                                entry("x-request-id", Headers.requestId(1)),
                                entry("x-b3-traceid", Headers.TRACE_ID),
                                entry("x-tenant-name", "blue")),
                        Map.ofEntries(entry("x-request-id", Headers.requestId(2)), entry("x-canary", "always")),
                        Map.of());
    }

    @Test
    void theRequestIdIsInTheLogOfEachThread() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(Calls.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            get("/rest-client", "x-request-id: " + Headers.requestId(3));
            get("/async", "x-request-id: " + Headers.requestId(4));
            get("/async");
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list)
                .extracting(event -> event.getMDCPropertyMap().get("requestId"))
                .containsExactly(Headers.requestId(3), Headers.requestId(4), "none");
    }

    private static void get(String path, String... headers) throws IOException {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        RawHttp.Answer answer = RawHttp.get(URI.create("http://127.0.0.1:" + port + path), headers);
        assertThat(answer.status()).isEqualTo(200);
    }

    private static Map<String, String> carried(Map<String, String> received) {
        received.keySet().removeIf(name -> !name.startsWith("x-"));
        return received;
    }
}
