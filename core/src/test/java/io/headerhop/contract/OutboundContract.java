// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.headerhop.CapturedHeaders;
import io.headerhop.Limits;
import io.headerhop.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every client does with the current headers. An implementing test says how to send a call, and that is all. */
public interface OutboundContract {
    Downstream DOWNSTREAM = Downstream.instance();

    /** A request object of the client, ready to be sent as often as one likes. */
    @FunctionalInterface
    interface PreparedCall {
        /** Sends the request from this thread, waits for the response, closes it and returns its status. */
        int send() throws Exception;
    }

    /** Makes the client's request object; the same client may serve all tests. */
    PreparedCall prepare(OutboundCall call) throws Exception;

    default int send(OutboundCall call) throws Exception {
        return prepare(call).send();
    }

    @AfterEach
    default void nothingIsLeftCurrentOnTheCallersThread() {
        assertThat(CapturedHeaders.current().isEmpty()).isTrue();
    }

    @Test
    default void addsNothingWhereNothingIsCurrent() throws Exception {
        String path = DOWNSTREAM.path("nothing");
        assertThat(send(OutboundCall.get(DOWNSTREAM.uri(path)))).isEqualTo(200);
        assertThat(DOWNSTREAM.receivedOnce(path)).doesNotContainKeys(carriedNames());
    }

    @Test
    default void carriesEachCurrentHeaderOnceWithItsValue() throws Exception {
        String path = DOWNSTREAM.path("each");
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            assertThat(send(OutboundCall.get(DOWNSTREAM.uri(path)))).isEqualTo(200);
        }
        assertThat(DOWNSTREAM.receivedOnce(path))
                .contains(
                        entry("x-request-id", Headers.requestId(1)),
                        entry("x-b3-traceid", Headers.TRACE_ID),
                        entry("x-b3-spanid", "0000000000000001"),
                        entry("x-b3-sampled", "0"),
                        entry("traceparent", "00-" + Headers.TRACE_ID + "-0000000000000001-00"),
                        entry("x-canary", "always"),
                        entry("x-tenant-name", "blue"))
                .doesNotContainKeys("b3", "x-b3-parentspanid", "baggage");
    }

    @Test
    default void keepsAllValuesOfAHeaderInOrder() throws Exception {
        String path = DOWNSTREAM.path("values");
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            send(OutboundCall.get(DOWNSTREAM.uri(path)));
        }
        assertThat(DOWNSTREAM.receivedOnce(path).get("tracestate").replace(" ", ""))
                .isEqualTo("first=1,second=2,third=3");
    }

    @Test
    default void leavesTheCallersOwnHeaderAlone() throws Exception {
        String path = DOWNSTREAM.path("own");
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            send(OutboundCall.get(DOWNSTREAM.uri(path)).with(Map.of("X-Request-ID", "the-callers-own")));
        }
        assertThat(DOWNSTREAM.receivedOnce(path))
                .contains(entry("x-request-id", "the-callers-own"), entry("x-b3-traceid", Headers.TRACE_ID));
    }

    @Test
    default void neverCombinesTheCallersTraceparentWithTheCapturedTracestate() throws Exception {
        String path = DOWNSTREAM.path("group");
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            send(OutboundCall.get(DOWNSTREAM.uri(path)).with(Map.of("TraceParent", "the-callers-own")));
        }
        assertThat(DOWNSTREAM.receivedOnce(path))
                .contains(entry("traceparent", "the-callers-own"), entry("x-request-id", Headers.requestId(1)))
                .doesNotContainKey("tracestate");
    }

    @Test
    default void neverCombinesTheCallersB3WithTheCapturedXB3Headers() throws Exception {
        String path = DOWNSTREAM.path("b3");
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            send(OutboundCall.get(DOWNSTREAM.uri(path)).with(Map.of("b3", "0")));
        }
        assertThat(DOWNSTREAM.receivedOnce(path))
                .contains(entry("b3", "0"))
                .doesNotContainKeys("x-b3-traceid", "x-b3-spanid", "x-b3-sampled");
    }

    @Test
    default void replacesTheCallersGroupWhereSoConfigured() throws Exception {
        String path = DOWNSTREAM.path("replace");
        CapturedHeaders headers = Headers.captured(Headers.RULES.replacing(true), Headers.mapOfRequest(1));
        try (Scope scope = headers.makeCurrent()) {
            send(OutboundCall.get(DOWNSTREAM.uri(path)).with(Map.of("B3", "0", "X-Request-Id", "the-callers-own")));
        }
        assertThat(DOWNSTREAM.receivedOnce(path))
                .contains(entry("x-request-id", Headers.requestId(1)), entry("x-b3-traceid", Headers.TRACE_ID))
                .doesNotContainKey("b3");
    }

    @Test
    default void aGatewaysCopyOfTheStaleB3IsNotSentOn() throws Exception {
        Map<String, String> inbound = Map.of(
                "x-request-id",
                Headers.requestId(1),
                "b3",
                Headers.TRACE_ID + "-0000000000000001-1",
                "x-b3-traceid",
                Headers.TRACE_ID,
                "x-b3-parentspanid",
                "0000000000000001",
                "x-b3-spanid",
                "0000000000000002",
                "x-b3-sampled",
                "1");
        assertThat(sentByAGatewayThatCopiesAll(inbound, Map.of()))
                .contains(
                        entry("x-request-id", Headers.requestId(1)),
                        entry("x-b3-traceid", Headers.TRACE_ID),
                        entry("x-b3-parentspanid", "0000000000000001"),
                        entry("x-b3-spanid", "0000000000000002"),
                        entry("x-b3-sampled", "1"))
                .doesNotContainKey("b3");
    }

    @Test
    default void aGatewaysCopyOfStaleXB3HeadersIsNotSentOn() throws Exception {
        Map<String, String> inbound = Map.of(
                "b3",
                Headers.TRACE_ID + "-0000000000000002-1-0000000000000001",
                "x-b3-traceid",
                Headers.TRACE_ID,
                "x-b3-spanid",
                "0000000000000001",
                "x-b3-sampled",
                "1");
        assertThat(sentByAGatewayThatCopiesAll(inbound, Map.of()))
                .contains(entry("b3", Headers.TRACE_ID + "-0000000000000002-1-0000000000000001"))
                .doesNotContainKeys("x-b3-traceid", "x-b3-spanid", "x-b3-sampled");
    }

    @Test
    default void aGatewaysCopyOfALoneTracestateIsNotSentOn() throws Exception {
        Map<String, String> inbound = Map.of("x-request-id", Headers.requestId(1), "tracestate", "first=1");
        assertThat(sentByAGatewayThatCopiesAll(inbound, Map.of()))
                .contains(entry("x-request-id", Headers.requestId(1)))
                .doesNotContainKey("tracestate");
    }

    @Test
    default void aGatewaysCopyOfAnEmptyHeaderIsNotSentOn() throws Exception {
        Map<String, String> inbound =
                Map.of("x-b3-traceid", Headers.TRACE_ID, "x-b3-spanid", "0000000000000001", "x-b3-parentspanid", "");
        assertThat(sentByAGatewayThatCopiesAll(inbound, Map.of()))
                .contains(entry("x-b3-traceid", Headers.TRACE_ID), entry("x-b3-spanid", "0000000000000001"))
                .doesNotContainKey("x-b3-parentspanid");
    }

    @Test
    default void whatAGatewayCopiesIsNotSentTwice() throws Exception {
        Map<String, String> inbound = Map.of(
                "x-request-id",
                Headers.requestId(1),
                "traceparent",
                "00-" + Headers.TRACE_ID + "-0000000000000001-00",
                "tracestate",
                "first=1",
                "x-canary",
                "always");
        assertThat(sentByAGatewayThatCopiesAll(inbound, Map.of())).containsAllEntriesOf(inbound);
    }

    /** As a tracer does it: a span of its own, and the vendors' state as it came. */
    @Test
    default void theCallersOwnTraceparentKeepsTheTracestateThatItCopied() throws Exception {
        Map<String, String> inbound = Map.of(
                "x-request-id",
                Headers.requestId(1),
                "traceparent",
                "00-" + Headers.TRACE_ID + "-0000000000000001-01",
                "tracestate",
                "first=1");
        Map<String, String> own =
                Map.of("traceparent", "00-" + Headers.TRACE_ID + "-0000000000000002-01", "tracestate", "first=1");
        assertThat(sentByAGatewayThatCopiesAll(inbound, own))
                .containsAllEntriesOf(own)
                .contains(entry("x-request-id", Headers.requestId(1)));
    }

    @Test
    default void whatAGatewayChoosesItselfStaysBesideWhatItCopies() throws Exception {
        Map<String, String> inbound = Map.of(
                "x-request-id",
                Headers.requestId(1),
                "b3",
                Headers.TRACE_ID + "-0000000000000001-1",
                "x-b3-traceid",
                Headers.TRACE_ID,
                "x-b3-parentspanid",
                "0000000000000001",
                "x-b3-spanid",
                "0000000000000002",
                "x-canary",
                "always");
        Map<String, String> own = Map.of("x-request-id", "the-gateways-own", "x-own", "1");
        assertThat(sentByAGatewayThatCopiesAll(inbound, own))
                .containsAllEntriesOf(own)
                .contains(entry("x-b3-spanid", "0000000000000002"), entry("x-canary", "always"))
                .doesNotContainKey("b3");
    }

    /** What came out at the service behind, where its own headers have taken the place of those that came in. */
    private Map<String, String> sentByAGatewayThatCopiesAll(Map<String, String> inbound, Map<String, String> own)
            throws Exception {
        String path = DOWNSTREAM.path("gateway");
        Map<String, List<String>> came = new TreeMap<>();
        inbound.forEach((name, value) -> came.put(name, List.of(value)));
        Map<String, String> outbound = new TreeMap<>(inbound);
        outbound.putAll(own);
        try (Scope scope = Headers.captured(Headers.RULES, came).makeCurrent()) {
            assertThat(send(OutboundCall.get(DOWNSTREAM.uri(path)).with(outbound)))
                    .isEqualTo(200);
        }
        return DOWNSTREAM.receivedOnce(path);
    }

    @Test
    default void leavesMethodPathQueryAndBodyUntouched() throws Exception {
        String path = DOWNSTREAM.path("untouched");
        URI uri = DOWNSTREAM.uri(path + "?q=a%20b&r=%2F");
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            assertThat(send(new OutboundCall("POST", uri, Map.of("X-Own", "1"), "{\"n\":1}")))
                    .isEqualTo(200);
        }
        assertThat(DOWNSTREAM.requestLine(path)).isEqualTo("POST " + path + "?q=a%20b&r=%2F {\"n\":1}");
        assertThat(DOWNSTREAM.receivedOnce(path))
                .contains(entry("x-own", "1"), entry("x-request-id", Headers.requestId(1)));
    }

    @Test
    default void aRequestSentAgainCarriesWhatIsCurrentThen() throws Exception {
        String path = DOWNSTREAM.path("again");
        PreparedCall call = prepare(OutboundCall.get(DOWNSTREAM.uri(path)));
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            call.send();
        }
        try (Scope scope = Headers.ofRequest(2).makeCurrent()) {
            call.send();
        }
        call.send();
        List<Map<String, String>> received = DOWNSTREAM.received(path);
        assertThat(received).hasSize(3);
        assertThat(received.get(0)).contains(entry("x-request-id", Headers.requestId(1)));
        assertThat(received.get(1)).contains(entry("x-request-id", Headers.requestId(2)));
        assertThat(received.get(2)).doesNotContainKeys(carriedNames());
    }

    @Test
    default void sendsNothingToAHostOutsideOfTheDestinations() throws Exception {
        String path = DOWNSTREAM.path("stranger");
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            assertThat(send(OutboundCall.get(DOWNSTREAM.uriByOtherHost(path)))).isEqualTo(200);
        }
        assertThat(DOWNSTREAM.receivedOnce(path)).doesNotContainKeys(carriedNames());
    }

    @Test
    default void tellsDestinationsApartByTheirPort() throws Exception {
        String path = DOWNSTREAM.path("port");
        URI uri = DOWNSTREAM.uri(path);
        try (Scope scope =
                Headers.ofRequestOnlyTo(1, "127.0.0.1:" + uri.getPort()).makeCurrent()) {
            send(OutboundCall.get(uri));
        }
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1:1").makeCurrent()) {
            send(OutboundCall.get(uri));
        }
        assertThat(DOWNSTREAM.received(path)).hasSize(2);
        assertThat(DOWNSTREAM.received(path).get(0)).containsKey("x-request-id");
        assertThat(DOWNSTREAM.received(path).get(1)).doesNotContainKeys(carriedNames());
    }

    @Test
    default void neverFailsBecauseOfWhatCameIn() throws Exception {
        String path = DOWNSTREAM.path("hostile");
        Map<String, List<String>> hostile = Map.of(
                "x-request-id", List.of("a\r\nx-injected: 1"),
                "x-canary", List.of("gr\u00fcn", "fine"),
                "baggage", List.of("\u0000", "k=v"),
                "tracestate", List.of(""),
                "x-tenant-name", List.of("x".repeat(Limits.standard().maxValueLength() + 1)));
        try (Scope scope = Headers.captured(Headers.RULES, hostile).makeCurrent()) {
            assertThat(send(OutboundCall.get(DOWNSTREAM.uri(path)))).isEqualTo(200);
        }
        assertThat(DOWNSTREAM.receivedOnce(path))
                .contains(entry("x-canary", "fine"), entry("baggage", "k=v"))
                .doesNotContainKeys("x-request-id", "x-injected", "tracestate", "x-tenant-name");
    }

    @Test
    default void keepsTheContextAfterAnErrorStatus() throws Exception {
        String path = DOWNSTREAM.path("error");
        DOWNSTREAM.answer(path, 500);
        CapturedHeaders headers = Headers.ofRequest(1);
        try (Scope scope = headers.makeCurrent()) {
            assertThat(send(OutboundCall.get(DOWNSTREAM.uri(path)))).isEqualTo(500);
            assertThat(CapturedHeaders.current()).isSameAs(headers);
        }
    }

    @Test
    default void keepsTheContextAndFailsAsTheClientDoesWhenTheConnectionIsRefused() throws Exception {
        URI refused = URI.create("http://127.0.0.1:" + portThatNobodyListensOn() + "/");
        PreparedCall call = prepare(OutboundCall.get(refused));
        Throwable withoutContext = catchThrowable(call::send);
        CapturedHeaders headers = Headers.ofRequest(1);
        try (Scope scope = headers.makeCurrent()) {
            Throwable withContext = catchThrowable(call::send);
            assertThat(withContext).hasSameClassAs(withoutContext);
            assertThat(CapturedHeaders.current()).isSameAs(headers);
        }
    }

    @Test
    default void eachOfManyConcurrentCallsCarriesItsOwnId() throws Exception {
        int calls = 50;
        String path = DOWNSTREAM.path("concurrent");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                OutboundCall call = OutboundCall.get(DOWNSTREAM.uri(path + "/" + i));
                answers.add(threads.submit(Headers.ofRequest(i).wrapCallable(() -> send(call))));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        } finally {
            threads.shutdownNow();
        }
        for (int i = 0; i < calls; i++) {
            assertThat(DOWNSTREAM.receivedOnce(path + "/" + i)).contains(entry("x-request-id", Headers.requestId(i)));
        }
    }

    static String[] carriedNames() {
        Set<String> names = Headers.ofRequest(1).names();
        return names.toArray(String[]::new);
    }

    private static int portThatNobodyListensOn() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
