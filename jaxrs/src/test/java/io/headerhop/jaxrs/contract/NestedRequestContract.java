// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.contract.Headers;
import io.headerhop.contract.InboundContract;
import io.headerhop.contract.InboundContract.RunningServer;
import io.headerhop.contract.RawHttp;
import io.headerhop.jaxrs.contract.NestingApplication.Failed;
import io.headerhop.jaxrs.contract.NestingApplication.Nested;
import io.headerhop.jaxrs.contract.NestingApplication.Place;
import io.headerhop.jaxrs.contract.NestingApplication.Served;
import jakarta.ws.rs.container.AsyncResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A request that ends another one, wherever it does so, keeps its own headers; the other is answered with the headers
 * it came with; and nothing is left on the thread that served both.
 */
public interface NestedRequestContract extends JaxrsServer {
    @ParameterizedTest
    @EnumSource
    default void aRequestThatResumesAnotherKeepsItsOwnHeaders(Place place) throws Exception {
        assertEachHasItsOwn(
                place,
                "/suspended",
                notes -> notes.suspended(AsyncResponse.class).resume(new Served("suspended")));
    }

    @ParameterizedTest
    @EnumSource
    default void aRequestThatFailsAnotherKeepsItsOwnHeaders(Place place) throws Exception {
        assertEachHasItsOwn(
                place,
                "/suspended",
                notes -> notes.suspended(AsyncResponse.class).resume(new Failed("suspended")));
    }

    @ParameterizedTest
    @EnumSource
    default void aRequestThatCancelsAnotherKeepsItsOwnHeaders(Place place) throws Exception {
        assertEachHasItsOwn(
                place,
                "/suspended",
                notes -> notes.suspended(AsyncResponse.class).cancel());
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("unchecked")
    default void aRequestThatCompletesTheStageOfAnotherKeepsItsOwnHeaders(Place place) throws Exception {
        assertEachHasItsOwn(
                place,
                "/stage",
                notes -> notes.suspended(CompletableFuture.class).complete(new Served("stage")));
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("unchecked")
    default void aRequestThatFailsTheStageOfAnotherKeepsItsOwnHeaders(Place place) throws Exception {
        assertEachHasItsOwn(
                place,
                "/stage",
                notes -> notes.suspended(CompletableFuture.class).completeExceptionally(new Failed("stage")));
    }

    /** Ends the request that has been suspended. */
    @FunctionalInterface
    interface End {
        void end(ServerNotes notes) throws Exception;
    }

    private void assertEachHasItsOwn(Place place, String path, End end) throws Exception {
        ServerNotes notes = new ServerNotes();
        Nested nested = () -> end.end(notes);
        try (RunningServer server = start(1, new NestingApplication(notes, place, nested))) {
            for (String outer : List.of(Headers.requestId(1), "none")) {
                for (String other : List.of(Headers.requestId(2), "none")) {
                    notes.places().clear();
                    try (RawHttp connection = RawHttp.connect(server.uri())) {
                        connection.send("GET", path, lines(other));
                        notes.suspend(notes.suspended(Object.class));
                        assertThat(RawHttp.get(server.uri().resolve("/outer"), lines(outer))
                                        .body())
                                .isEqualTo("outer");
                        connection.answer();
                    }
                    assertThat(noted(notes, "outer "))
                            .containsKeys("outer after the nested", "outer METHOD", "outer WRITER")
                            .allSatisfy((where, id) -> assertThat(id).isEqualTo(outer));
                    assertThat(noted(notes, path.substring(1) + " "))
                            .isNotEmpty()
                            .allSatisfy((where, id) -> assertThat(id).isEqualTo(other));
                    assertThat(InboundContract.currentOn(server.workers())).isSameAs(CapturedHeaders.none());
                }
            }
        }
    }

    private static String[] lines(String requestId) {
        List<String> lines = new ArrayList<>(List.of("Connection: close"));
        if (!requestId.equals("none")) {
            lines.add("x-request-id: " + requestId);
        }
        return lines.toArray(String[]::new);
    }

    private static Map<String, String> noted(ServerNotes notes, String request) {
        Map<String, String> places = new TreeMap<>(notes.places());
        places.keySet().removeIf(place -> !place.startsWith(request));
        return places;
    }
}
