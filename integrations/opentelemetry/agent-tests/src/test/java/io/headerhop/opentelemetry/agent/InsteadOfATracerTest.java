// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent with no other propagator and no exporter: what came in goes on, unchanged. */
class InsteadOfATracerTest {
    private static final String ID = "f058ebd6-02f7-4d3e-942e-904344e8cde5";
    private static final String TRACEPARENT = "00-5af7651916cd43dd8448eb211c80319c-c7ad6b7169203331-01";

    private static Called called;
    private static Broker broker;
    private static ProgramWithAgent program;

    @BeforeAll
    static void start() throws Exception {
        called = new Called();
        broker = new Broker();
        program = new ProgramWithAgent(
                List.of(
                        "otel.propagators=headerhop",
                        "headerhop.headers=istio,x-canary,x-tenant-*",
                        "broker=" + broker.address()),
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
        broker.close();
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
        "jetty, jetty",
        "jetty, grpc",
        "jetty, kafka",
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
        "jetty, jetty",
        "jetty, grpc",
        "jetty, kafka",
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
                List.of(
                        "x-request-id: " + ID,
                        "x-canary: a",
                        "x-tenant-name: a",
                        "traceparent: " + TRACEPARENT,
                        "tracestate: a=1"),
                "x-tenant-name:own",
                // Kafka's are the only names with case.
                client.equals("kafka") ? "x-canary:own" : "X-Canary:own",
                (client.equals("kafka") ? "traceparent" : "TraceParent")
                        + ":00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
        assertThat(called.receivedOnce(path))
                .containsEntry("x-request-id", List.of(ID))
                .containsEntry("x-canary", List.of("own"))
                .containsEntry("x-tenant-name", List.of("own"))
                .containsEntry("traceparent", List.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"))
                .doesNotContainKey("tracestate");
    }

    /** It has what the agent has written into it the first time. */
    @ParameterizedTest
    @ValueSource(strings = {"apacheAgain", "apacheAsyncAgain", "grpcAgain", "kafkaAgain"})
    void aRequestThatIsSentAgainHasWhatCameInThen(String client) {
        String path = called.newPath();
        program.ask("jetty", client, called.url(path), List.of("x-request-id: a", "x-tenant-name: a"), "x-canary:own");
        program.ask("jetty", client, called.url(path), List.of("x-request-id: b", "x-canary: b"));
        program.ask("jetty", client, called.url(path), List.of());
        assertThat(called.received(path))
                .extracting(
                        call -> call.get("x-request-id"),
                        call -> call.get("x-tenant-name"),
                        call -> call.get("x-canary"))
                .containsExactly(
                        tuple(List.of("a"), List.of("a"), List.of("own")),
                        tuple(List.of("b"), null, List.of("own")),
                        tuple(null, null, List.of("own")));
    }

    /** As a proxy does, which copies all lines. */
    @ParameterizedTest
    @CsvSource({
        "jetty, jdk, true",
        "jetty, okhttp, true",
        "jetty, apache, true",
        "jetty, apacheAsync, true",
        "jetty, jetty, true",
        "jetty, grpc, true",
        "webflux, webclient, true",
        "webflux, reactor, true",
        "vertx, vertx, true",
        "jetty, kafka, true",
        // These have no way to remove a line.
        "pekko, pekko, false",
        "jetty, url, false"
    })
    void aCopyOfAStaleHeaderIsRemovedWhereTheClientHasAWay(String server, String client, boolean removed) {
        String path = called.newPath();
        String b3 = "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1";
        program.ask(
                server,
                client,
                called.url(path),
                List.of(
                        "x-request-id: " + ID,
                        "x-canary: first",
                        "x-canary: second",
                        "x-b3-traceid: 0af7651916cd43dd8448eb211c80319c",
                        "x-b3-spanid: b7ad6b7169203331",
                        "b3: " + b3),
                "x-request-id:" + ID,
                "b3:" + b3,
                "x-canary:first");
        assertThat(called.receivedOnce(path))
                .containsEntry("x-request-id", List.of(ID))
                .containsEntry("x-b3-spanid", List.of("b7ad6b7169203331"));
        assertThat(called.receivedOnce(path).get("b3")).isEqualTo(removed ? null : List.of(b3));
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
    @CsvSource({
        "jetty, jdk",
        "jetty, apache",
        "jetty, apacheAsync",
        "jetty, url",
        "jetty, jetty",
        "webflux, webclient",
        "vertx, following"
    })
    void aRedirectToAnUntrustedHostHasThemWhereTheAgentSeesOneCall(String server, String client) {
        String path = called.newPath();
        program.ask(server, client, called.redirect(path, ProgramWithAgent.BANK), List.of("x-request-id: " + ID));
        assertThat(called.receivedOnce(path)).containsEntry("x-request-id", List.of(ID));
    }

    /** The agent instruments HTTP/2 in no server on Netty; the first request upgrades, and is HTTP/1.1. */
    @Test
    void requestsByHttp2ToAServerOnNettyAreNotSeen() {
        HttpClient user = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        String first = called.newPath();
        program.ask(user, "vertx", "vertx", called.url(first), List.of("x-request-id: " + ID));
        assertThat(called.receivedOnce(first)).containsEntry("x-request-id", List.of(ID));
        String next = called.newPath();
        program.ask(user, "vertx", "vertx", called.url(next), List.of("x-request-id: " + ID));
        assertThat(called.receivedOnce(next)).doesNotContainKey("x-request-id");
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
