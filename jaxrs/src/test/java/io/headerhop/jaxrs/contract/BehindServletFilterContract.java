// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.PropagationEvent;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.contract.InboundContract;
import io.headerhop.contract.InboundContract.RunningServer;
import io.headerhop.contract.RawHttp;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import io.headerhop.servlet.HeaderPropagationFilter;
import jakarta.servlet.Filter;
import jakarta.ws.rs.core.Application;
import java.lang.reflect.Method;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What holds if a servlet filter has captured the request before a JAX-RS feature with other rules sees it. */
public interface BehindServletFilterContract extends FailingAnswerContract {
    /** Starts a server on loopback, with the application at its root behind this filter. */
    RunningServer start(int workers, Application application, Filter filter) throws Exception;

    /** The filter of headerhop-servlet, as a service with both adapters has it. */
    @Override
    default RunningServer start(int workers, Application application) throws Exception {
        return start(workers, application, new HeaderPropagationFilter(InboundContract.RULES));
    }

    @Test
    default void theFiltersHeadersStayCurrent() throws Exception {
        List<PropagationEvent> events = new CopyOnWriteArrayList<>();
        ServerNotes notes = new ServerNotes();
        Filter filter = capturing(Headers.RULES.observer((event, subject) -> events.add(event)));
        try (RunningServer server = start(1, application(notes), filter)) {
            for (String path : List.of("/written", "/stream", "/mapped", "/unmapped", "/suspended/resumed")) {
                RawHttp.get(server.uri().resolve(path), "x-request-id: another", "Connection: close");
                assertThat(InboundContract.currentOn(server.workers()).isEmpty())
                        .isTrue();
            }
        }
        assertThat(notes.places())
                .containsKeys("resource", "stream", "exception mapper", "after resume")
                .allSatisfy((place, id) -> assertThat(id).isEqualTo(Headers.requestId(7)));
        assertThat(events).noneMatch(event -> event.name().startsWith("SCOPE"));
    }

    @Test
    @SuppressWarnings("unchecked")
    default void theFiltersHeadersAreCurrentForTheAnswerOnAnotherThread() throws Exception {
        ServerNotes notes = new ServerNotes();
        try (RunningServer server = start(1, application(notes), capturing(Headers.RULES));
                RawHttp connection = RawHttp.connect(server.uri())) {
            connection.send("GET", "/stage", "x-request-id: another", "Connection: close");
            notes.suspended(CompletableFuture.class).complete(ServerApplication.done());
            connection.answer();
            assertThat(CapturedHeaders.current().isEmpty()).isTrue();
        }
        assertThat(notes.places())
                .containsKey("writer")
                .allSatisfy((place, id) -> assertThat(id).isEqualTo(Headers.requestId(7)));
    }

    @Test
    default void whatTheFilterRefusesTheFeatureDoesNotCapture() throws Exception {
        assertNothingIsCapturedBehind(new HeaderPropagationFilter(Headers.RULES).trusting(request -> false));
    }

    @Test
    default void whereTheFilterHasNothingToCaptureTheFeatureCapturesNothingEither() throws Exception {
        assertNothingIsCapturedBehind(new HeaderPropagationFilter(HeaderPropagation.of(HeaderNames.w3c())));
    }

    @Test
    default void whatTheFeatureRefusesIsNotCurrentThoughTheFilterCapturedIt() throws Exception {
        ServerNotes notes = new ServerNotes();
        Application application = new ServerApplication(
                new HeaderPropagationServerFeature(Headers.RULES).trusting(request -> false), notes);
        try (RunningServer server = start(1, application, new HeaderPropagationFilter(Headers.RULES))) {
            RawHttp.get(server.uri().resolve("/written"), "x-request-id: " + Headers.requestId(1), "Connection: close");
            assertThat(InboundContract.currentOn(server.workers()).isEmpty()).isTrue();
        }
        assertThat(notes.places())
                .containsKey("resource")
                .allSatisfy((place, id) -> assertThat(id).isEqualTo("none"));
    }

    @Test
    default void whatTheFeatureRefusesGetsANewIdWhereItMakesOne() throws Exception {
        ServerNotes notes = new ServerNotes();
        Application application = new ServerApplication(
                new HeaderPropagationServerFeature(Headers.RULES.generatingRequestId(true)).trusting(request -> false),
                notes);
        try (RunningServer server = start(1, application, new HeaderPropagationFilter(Headers.RULES))) {
            RawHttp.get(server.uri().resolve("/written"), "x-request-id: " + Headers.requestId(1), "Connection: close");
        }
        assertThat(notes.places())
                .containsKey("resource")
                .allSatisfy((place, id) -> assertThat(id).isNotIn("none", Headers.requestId(1)));
    }

    /** The automatic filter has not been told what to capture, or from whom. */
    @Test
    default void aFeatureWithRulesOfItsOwnCapturesByThemBehindTheAutomaticFilter() throws Exception {
        for (boolean trusts : new boolean[] {true, false}) {
            ServerNotes notes = new ServerNotes();
            HeaderPropagation withoutRequestId = HeaderPropagation.of(HeaderNames.w3c());
            for (HeaderPropagation rules : List.of(Headers.RULES, withoutRequestId)) {
                Application application = new ServerApplication(
                        new HeaderPropagationServerFeature(rules).trusting(request -> trusts), notes);
                try (RunningServer server = start(1, application, automaticFilter())) {
                    RawHttp.get(
                            server.uri().resolve("/written"),
                            "x-request-id: " + Headers.requestId(1),
                            "Connection: close");
                }
                String expected = trusts && rules != withoutRequestId ? Headers.requestId(1) : "none";
                assertThat(notes.places())
                        .containsKey("resource")
                        .allSatisfy((place, id) -> assertThat(id).isEqualTo(expected));
            }
        }
    }

    /** The filter that the jar registers in a WAR; no application creates one. */
    private static Filter automaticFilter() throws ReflectiveOperationException {
        Method automatic = HeaderPropagationFilter.class.getDeclaredMethod("automatic");
        automatic.setAccessible(true);
        return (Filter) automatic.invoke(null);
    }

    @Test
    default void aFeatureWhoseRulesAreWithoutEffectBehindTheFilterSaysSo() throws Exception {
        // A name unique to this run: each warning is logged only once.
        String name = "x-" + UUID.randomUUID();
        List<String> said = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("io.headerhop");
        java.util.logging.Handler recorder = new java.util.logging.Handler() {
            @Override
            public void publish(LogRecord line) {
                said.add(line.getLevel() + " " + line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(recorder);
        Application application = new ServerApplication(
                new HeaderPropagationServerFeature(HeaderPropagation.of(HeaderNames.of(name))), new ServerNotes());
        try (RunningServer server = start(1, application, new HeaderPropagationFilter(Headers.RULES))) {
            RawHttp.get(server.uri().resolve("/written"), "Connection: close");
            RawHttp.get(server.uri().resolve("/written"), "Connection: close");
        } finally {
            logger.removeHandler(recorder);
        }
        assertThat(said)
                .filteredOn(line -> line.startsWith("WARNING") && line.contains(name))
                .singleElement()
                .asString()
                .contains("without effect", "give them to the filter");
    }

    private void assertNothingIsCapturedBehind(Filter filter) throws Exception {
        ServerNotes notes = new ServerNotes();
        try (RunningServer server = start(1, application(notes), filter)) {
            RawHttp.get(server.uri().resolve("/written"), "x-request-id: " + Headers.requestId(1), "Connection: close");
        }
        assertThat(notes.places())
                .containsKey("resource")
                .allSatisfy((place, id) -> assertThat(id).isEqualTo("none"));
    }

    private static Application application(ServerNotes notes) {
        return new ServerApplication(new HeaderPropagationServerFeature(Headers.RULES), notes);
    }

    /** Always the same headers, unlike the feature. */
    private static Filter capturing(HeaderPropagation rules) {
        CapturedHeaders captured = Headers.captured(rules, Headers.mapOfRequest(7));
        return (request, response, chain) -> {
            request.setAttribute(Adapters.REQUEST_ATTRIBUTE, captured);
            try (Scope scope = captured.makeCurrent()) {
                chain.doFilter(request, response);
            }
        };
    }
}
