// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The agent with no other propagator and no exporter: what came in goes on, unchanged. */
class InsteadOfATracerTest {
    private static final String ID = "f058ebd6-02f7-4d3e-942e-904344e8cde5";
    private static final String TRACEPARENT = "00-5af7651916cd43dd8448eb211c80319c-c7ad6b7169203331-01";

    private static Called called;
    private static ProgramWithAgent program;

    @BeforeAll
    static void start() throws Exception {
        called = new Called();
        program = new ProgramWithAgent(
                List.of("otel.propagators=headerhop", "headerhop.headers=istio,x-canary,x-tenant-*"),
                "jetty",
                "jdk",
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
        "jetty, jdk",
        "jetty, jdkAsync",
        "jetty, okhttp",
        "jetty, okhttpAsync",
        "jetty, apache",
        "jetty, apacheAsync",
        "jetty, url",
        "jetty, pool",
        "jetty, future",
        "jetty, parallel",
        "jetty, startAsync",
        "jetty, grpc",
        "jdk, jdk",
        "webflux, webclient",
        "webflux, reactor",
        "vertx, vertx",
        "pekko, pekko"
    })
    void carriesWhatCameInAndNothingElse(String server, String client) throws Exception {
        assertThat(Traffic.through(program, called, server, client)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "jetty, jdk",
        "jetty, okhttp",
        "jetty, apache",
        "jetty, apacheAsync",
        "jetty, url",
        "webflux, webclient",
        "webflux, reactor",
        "vertx, vertx",
        "pekko, pekko"
    })
    void theCallersOwnHeaderWins(String server, String client) {
        String path = called.newPath();
        program.ask(
                server,
                client,
                called.url(path),
                List.of("x-request-id: " + ID, "x-canary: a", "traceparent: " + TRACEPARENT, "tracestate: a=1"),
                "X-Canary:own",
                "TraceParent:00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
        assertThat(called.receivedOnce(path))
                .containsEntry("x-request-id", List.of(ID))
                .containsEntry("x-canary", List.of("own"))
                .containsEntry("traceparent", List.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"))
                .doesNotContainKey("tracestate");
    }

    @ParameterizedTest
    @CsvSource({"jetty, jdk", "webflux, webclient", "vertx, vertx", "pekko, pekko", "jdk, jdk"})
    void theRulesOfCaptureHold(String server, String client) {
        String path = called.newPath();
        program.ask(
                server,
                client,
                called.url(path),
                List.of(
                        "X-Request-Id: " + ID,
                        "x-request-id: another",
                        "x-canary: first",
                        "x-canary: second",
                        "x-tenant-name: shop",
                        "x-tenant-long: " + "a".repeat(4097),
                        "tracestate: a=1",
                        "x-b3-traceid: 0af7651916cd43dd8448eb211c80319c",
                        "x-b3-spanid: b7ad6b7169203331",
                        "b3: 0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1"));
        assertThat(called.receivedOnce(path))
                .containsEntry("x-request-id", List.of(ID))
                .containsEntry("x-canary", List.of("first,second"))
                .containsEntry("x-tenant-name", List.of("shop"))
                .containsEntry("x-b3-spanid", List.of("b7ad6b7169203331"))
                .doesNotContainKeys("x-tenant-long", "tracestate", "traceparent", "b3");
    }

    @ParameterizedTest
    @CsvSource({"jetty, okhttp", "jetty, okhttpAsync", "webflux, reactor"})
    void aRedirectToAnUntrustedHostHasNoHeadersWhereTheAgentSeesEachHop(String server, String client) {
        String path = called.newPath();
        program.ask(server, client, called.redirect(path, ProgramWithAgent.BANK), List.of("x-request-id: " + ID));
        assertThat(called.receivedOnce(path)).doesNotContainKey("x-request-id");
    }

    @ParameterizedTest
    @CsvSource({"jetty, okhttp", "webflux, reactor"})
    void aRedirectToTheSameHostKeepsThem(String server, String client) {
        String path = called.newPath();
        program.ask(server, client, called.redirect(path, "127.0.0.1"), List.of("x-request-id: " + ID));
        assertThat(called.receivedOnce(path)).containsEntry("x-request-id", List.of(ID));
    }

    /** The agent sees one call there, and its headers are those of all hops. */
    @ParameterizedTest
    @CsvSource({"jetty, jdk", "jetty, apache", "jetty, apacheAsync", "jetty, url", "webflux, webclient"})
    void aRedirectToAnUntrustedHostHasThemWhereTheAgentSeesOneCall(String server, String client) {
        String path = called.newPath();
        program.ask(server, client, called.redirect(path, ProgramWithAgent.BANK), List.of("x-request-id: " + ID));
        assertThat(called.receivedOnce(path)).containsEntry("x-request-id", List.of(ID));
    }

    @Test
    void itSaysWhatItCaptures() {
        assertThat(program.output())
                .contains("Headerhop captures by the propagator of OpenTelemetry: headers x-request-id");
    }

    @Test
    void theApplicationIsTheFirstToLog() {
        assertThat(program.output()).contains("logging by ChosenLogManager");
    }
}
