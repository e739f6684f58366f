// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The agent as a tracer, for which headerhop carries the rest; and destinations, with spans that are not sampled. */
class BesideATracerTest {
    private static final String ID = "f058ebd6-02f7-4d3e-942e-904344e8cde5";
    private static final String TRACE = "5af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "c7ad6b7169203331";

    private static Called called;
    private static ProgramWithAgent program;

    @BeforeAll
    static void start() throws Exception {
        called = new Called();
        program = new ProgramWithAgent(
                List.of(
                        "otel.propagators=tracecontext,baggage,headerhop",
                        "headerhop.headers=istio,x-canary",
                        "headerhop.destinations=127.0.0.1"),
                "jetty",
                "grpc",
                "webflux",
                "vertx",
                "pekko");
    }

    @AfterAll
    static void stop() throws Exception {
        program.close();
        called.close();
    }

    @ParameterizedTest
    @CsvSource({
        "jetty, jdk, 01",
        "jetty, jdk, 00",
        "jetty, okhttp, 01",
        "jetty, okhttp, 00",
        "jetty, apache, 00",
        "jetty, url, 00",
        "jetty, grpc, 00",
        "webflux, webclient, 00",
        "vertx, vertx, 00",
        "pekko, pekko, 00"
    })
    void theTracersHeadersAreItsOwnAndTheRestIsCarriedWhereItMay(String server, String client, String sampled) {
        List<String> lines = List.of(
                "x-request-id: " + ID,
                "x-canary: a",
                "traceparent: 00-" + TRACE + "-" + SPAN + "-" + sampled,
                "x-b3-traceid: " + TRACE,
                "x-b3-spanid: " + SPAN);
        String path = called.newPath();
        program.ask(server, client, called.url(path), lines);
        Map<String, List<String>> received = called.receivedOnce(path);
        assertThat(received)
                .containsEntry("x-request-id", List.of(ID))
                .containsEntry("x-canary", List.of("a"))
                .doesNotContainKeys("x-b3-traceid", "x-b3-spanid");
        assertThat(received.get("traceparent"))
                .singleElement()
                .asString()
                .startsWith("00-" + TRACE)
                .doesNotContain(SPAN)
                .endsWith(sampled);
    }

    @ParameterizedTest
    @CsvSource({
        "jetty, jdk, 01",
        "jetty, jdk, 00",
        "jetty, okhttp, 00",
        "jetty, apache, 00",
        "jetty, apacheAsync, 00",
        "jetty, url, 00",
        "webflux, webclient, 00"
    })
    void aHostThatIsNoDestinationGetsNothingFromUs(String server, String client, String sampled) {
        String path = called.newPath();
        program.ask(
                server,
                client,
                "http://" + ProgramWithAgent.BANK + ":" + called.port() + path,
                List.of("x-request-id: " + ID, "traceparent: 00-" + TRACE + "-" + SPAN + "-" + sampled));
        assertThat(called.receivedOnce(path)).doesNotContainKey("x-request-id").containsKey("traceparent");
    }
}
