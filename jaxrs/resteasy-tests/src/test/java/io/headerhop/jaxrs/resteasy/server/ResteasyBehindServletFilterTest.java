package io.headerhop.jaxrs.resteasy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.PropagationEvent;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.contract.InboundContract;
import io.headerhop.contract.RawHttp;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import io.headerhop.jaxrs.contract.ServerApplication;
import io.headerhop.jaxrs.contract.ServerNotes;
import jakarta.servlet.Filter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Where a servlet filter has captured the request already, as that of headerhop-servlet does. */
class ResteasyBehindServletFilterTest {
    private final List<PropagationEvent> events = new CopyOnWriteArrayList<>();
    private final CapturedHeaders captured =
            Headers.captured(Headers.RULES.observer((event, subject) -> events.add(event)), Headers.mapOfRequest(7));
    private final Filter filter = (request, response, chain) -> {
        request.setAttribute(CapturedHeaders.REQUEST_ATTRIBUTE, captured);
        try (Scope scope = captured.makeCurrent()) {
            chain.doFilter(request, response);
        }
    };
    private final ServerNotes notes = new ServerNotes();
    private final ServerApplication application =
            new ServerApplication(new HeaderPropagationServerFeature(Headers.RULES), notes);

    @Test
    void itsHeadersStayCurrent() throws Exception {
        try (InboundContract.RunningServer server = UndertowServer.start(1, application, filter)) {
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
    void itsHeadersAreCurrentForTheAnswerOnAnotherThread() throws Exception {
        try (InboundContract.RunningServer server = UndertowServer.start(1, application, filter);
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
}
