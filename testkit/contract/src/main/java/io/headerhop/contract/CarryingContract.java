// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.headerhop.CapturedHeaders;
import io.headerhop.Limits;
import io.headerhop.PropagationEvent;
import io.headerhop.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Everything current on the caller's thread is carried, once, and nothing else about the call changes. */
public interface CarryingContract extends OutboundClient {
    @Test
    default void addsNothingWhereNothingIsCurrent() throws Exception {
        String path = DOWNSTREAM.path("nothing");
        assertThat(send(OutboundCall.get(DOWNSTREAM.uri(path)))).isEqualTo(200);
        assertThat(DOWNSTREAM.receivedOnce(path)).doesNotContainKeys(Headers.carriedNames());
    }

    /** A call that lost its request's headers is counted as another event: alerts go by that one. */
    @Test
    default void aCallForARequestThatCameWithoutHeadersIsCountedAsThat() throws Exception {
        String path = DOWNSTREAM.path("empty");
        List<PropagationEvent> events = new CopyOnWriteArrayList<>();
        CapturedHeaders empty = Headers.captured(Headers.RULES.observer((event, subject) -> events.add(event)), Map.of());
        events.clear();
        try (Scope scope = empty.makeCurrent()) {
            assertThat(send(OutboundCall.get(DOWNSTREAM.uri(path)))).isEqualTo(200);
        }
        assertThat(DOWNSTREAM.receivedOnce(path)).doesNotContainKeys(Headers.carriedNames());
        assertThat(events).containsExactly(PropagationEvent.NOTHING_CAME);
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
        assertThat(DOWNSTREAM.receivedOnce(path).getOrDefault("tracestate", "").replace(" ", ""))
                .isEqualTo("first=1,second=2,third=3");
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
        assertThat(received.get(2)).doesNotContainKeys(Headers.carriedNames());
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

    private static int portThatNobodyListensOn() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
