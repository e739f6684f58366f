// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.PropagationEvent;
import io.headerhop.contract.Headers;
import io.headerhop.contract.InboundContract;
import io.headerhop.contract.RawHttp;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds in every JAX-RS server. An implementing test only says how to start its server. */
public interface JaxrsServerContract extends JaxrsServer, InboundContract {
    String ID = Headers.requestId(1);

    @Override
    default RunningServer start(HeaderPropagation rules, int workers, Handler handler) throws Exception {
        return start(
                workers, new ServerApplication(new HeaderPropagationServerFeature(rules), new ServerNotes(), handler));
    }

    @Test
    default void theHeadersAreCurrentFromTheFirstFilterToTheLastWriter() throws Exception {
        ServerNotes notes = new ServerNotes();
        try (RunningServer server = start(1, new ServerApplication(new HeaderPropagationServerFeature(RULES), notes))) {
            assertThat(get(server, "/written").status()).isEqualTo(200);
        }
        assertThat(notes.places())
                .containsOnlyKeys(
                        "pre-matching filter",
                        "request filter",
                        "resource",
                        "response filter",
                        "writer interceptor",
                        "writer")
                .allSatisfy((place, id) -> assertThat(id).isEqualTo(ID));
    }

    @Test
    default void theHeadersAreCurrentInLocatorsMappersAndStreams() throws Exception {
        ServerNotes notes = new ServerNotes();
        try (RunningServer server = start(1, new ServerApplication(new HeaderPropagationServerFeature(RULES), notes))) {
            get(server, "/locator/resource");
            get(server, "/stream");
            assertThat(get(server, "/mapped").status()).isEqualTo(422);
        }
        assertThat(notes.places())
                .containsKeys("locator", "located resource", "stream", "exception mapper")
                .allSatisfy((place, id) -> assertThat(id).isEqualTo(ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/written",
                "/mapped",
                "/unmapped",
                "/error",
                "/nothing",
                "/unwritable",
                "/nowhere",
                "/filters/abort-before",
                "/filters/throw-before",
                "/filters/abort",
                "/filters/throw",
                "/filters/throw-after",
                "/stream",
                "/stream/failing",
            })
    default void nothingIsLeftOnTheThreadAfter(String path) throws Exception {
        leavesNothing(path);
    }

    @Test
    default void nothingIsLeftOnTheThreadAfterTheClientDisconnected() throws Exception {
        ServerNotes notes = new ServerNotes();
        try (RunningServer server = start(1, new ServerApplication(new HeaderPropagationServerFeature(RULES), notes))) {
            try (RawHttp connection = RawHttp.connect(server.uri())) {
                connection.send("GET", "/stream/endless", "x-request-id: " + ID);
                notes.await("first block");
            }
            notes.await("end of stream");
            assertThat(notes.places().get("end of stream")).isEqualTo(ID);
            assertThat(InboundContract.currentOn(server.workers()).isEmpty()).isTrue();
        }
    }

    @Test
    default void nothingIsLeftOnTheThreadAfterAHeadRequest() throws Exception {
        ServerNotes notes = new ServerNotes();
        try (RunningServer server = start(1, new ServerApplication(new HeaderPropagationServerFeature(RULES), notes))) {
            try (RawHttp connection = RawHttp.connect(server.uri())) {
                connection.send("HEAD", "/written", "x-request-id: " + ID, "Connection: close");
                notes.await("resource");
                assertThat(InboundContract.currentOn(server.workers()).isEmpty())
                        .isTrue();
            }
        }
    }

    @Test
    default void aCallToAnotherServerDoesNotDisturbItsCaller() throws Exception {
        ServerNotes notes = new ServerNotes();
        HeaderPropagationServerFeature feature = new HeaderPropagationServerFeature(RULES);
        try (RunningServer other = start(1, new ServerApplication(feature, notes));
                RunningServer server = start(1, new ServerApplication(feature, notes))) {
            get(server, "/call/" + other.uri().getPort());
        }
        assertThat(notes.places()).containsEntry("resource", "of-the-call").containsEntry("after the call", ID);
    }

    @Test
    default void nothingPilesUpOverAThousandRequestsOfAllKinds() throws Exception {
        String[] paths = {
            "/written", "/mapped", "/unmapped", "/nowhere", "/filters/throw-before", "/filters/throw-after"
        };
        ServerNotes notes = new ServerNotes();
        try (RunningServer server = start(1, new ServerApplication(new HeaderPropagationServerFeature(RULES), notes))) {
            for (int i = 0; i < 1000; i++) {
                getWhateverComes(server, paths[i % paths.length]);
            }
            assertThat(InboundContract.currentOn(server.workers()).isEmpty()).isTrue();
            assertThat(notes.alive()).isLessThan(20);
        }
    }

    @Test
    default void nothingIsCapturedFromARequestThatIsNotTrusted() throws Exception {
        HeaderPropagationServerFeature feature = new HeaderPropagationServerFeature(RULES)
                .trusting(request -> "gateway".equals(request.getHeaderString("x-from")));
        try (RunningServer server = start(1, new ServerApplication(feature, new ServerNotes()))) {
            assertThat(get(server, "/handle").body()).isEqualTo("none");
            assertThat(get(server, "/handle", "x-from: gateway").body()).isEqualTo(ID);
        }
    }

    @Test
    default void theRequestIdIsEchoedOnlyWhereThatIsAskedFor() throws Exception {
        HeaderPropagationServerFeature silent = new HeaderPropagationServerFeature(RULES);
        try (RunningServer server = start(1, new ServerApplication(silent, new ServerNotes()))) {
            assertThat(echoes(get(server, "/handle"))).isEmpty();
        }
        HeaderPropagationServerFeature echoing = silent.echoingRequestId();
        try (RunningServer server = start(1, new ServerApplication(echoing, new ServerNotes()))) {
            assertThat(echoes(get(server, "/handle"))).containsExactly(ID);
            assertThat(echoes(get(server, "/mapped"))).containsExactly(ID);
            assertThat(echoes(RawHttp.get(server.uri(), "Connection: close"))).isEmpty();
        }
    }

    /** Sends a request with headers to a server with a single thread, then checks what is left on that thread. */
    default void leavesNothing(String path) throws Exception {
        List<PropagationEvent> events = new CopyOnWriteArrayList<>();
        HeaderPropagation rules = RULES.observer((event, subject) -> events.add(event));
        ServerNotes notes = new ServerNotes();
        try (RunningServer server = start(1, new ServerApplication(new HeaderPropagationServerFeature(rules), notes))) {
            for (int i = 0; i < 3; i++) {
                getWhateverComes(server, path);
                assertThat(InboundContract.currentOn(server.workers())).isSameAs(CapturedHeaders.none());
            }
            assertThat(RawHttp.get(server.uri(), "Connection: close").body()).isEqualTo("none");
        }
        assertThat(notes.places()).isNotEmpty();
        assertThat(events).noneMatch(event -> event.name().startsWith("SCOPE"));
    }

    static RawHttp.Answer get(RunningServer server, String path, String... lines) throws IOException {
        String[] all = Arrays.copyOf(lines, lines.length + 2);
        all[lines.length] = "x-request-id: " + ID;
        all[lines.length + 1] = "Connection: close";
        return RawHttp.get(server.uri().resolve(path), all);
    }

    /** Some of these requests end in the middle of their response. */
    static void getWhateverComes(RunningServer server, String path) {
        try {
            get(server, path);
        } catch (IOException ended) {
            // What is left on the thread is checked all the same.
        }
    }

    private static List<String> echoes(RawHttp.Answer answer) {
        return answer.headerLines().stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("x-request-id:"))
                .map(line -> line.substring("x-request-id:".length()).strip())
                .toList();
    }
}
