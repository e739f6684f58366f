// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.contract.Headers;
import io.headerhop.contract.InboundContract;
import io.headerhop.jaxrs.contract.JaxrsServerContract;
import io.headerhop.jaxrs.contract.NestingApplication;
import io.headerhop.jaxrs.contract.NestingApplication.Place;
import io.headerhop.jaxrs.contract.ServerNotes;
import org.jboss.resteasy.core.ResteasyContext;
import org.jboss.resteasy.mock.MockHttpRequest;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.jboss.resteasy.spi.Dispatcher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What only RESTEasy lets an application do: call its dispatcher while a request is served. */
class ResteasyNestedRequestTest {
    private final ServerNotes notes = new ServerNotes();

    @ParameterizedTest
    @EnumSource
    void aRequestThatCallsTheDispatcherKeepsItsOwnHeaders(Place place) throws Exception {
        call(place, MockHttpRequest.get("/inner").header("x-request-id", Headers.requestId(2)));
        assertThat(notes.places()).containsEntry("inner METHOD", Headers.requestId(2));
        assertTheOuterOneHasItsOwn();
    }

    @ParameterizedTest
    @EnumSource
    void aRequestThatCallsTheDispatcherWithoutHeadersKeepsItsOwn(Place place) throws Exception {
        call(place, MockHttpRequest.get("/inner"));
        assertThat(notes.places()).containsEntry("inner METHOD", "none");
        assertTheOuterOneHasItsOwn();
    }

    /** An inherent limit: not if an exception mapper throws, since RESTEasy calls nothing of ours after that. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"EXCEPTION_MAPPER"})
    void aRequestThatFailsAfterItHasCalledTheDispatcherLeavesNothing(Place place) throws Exception {
        NestingApplication application = new NestingApplication(notes, place, () -> {
            ResteasyContext.getContextData(Dispatcher.class)
                    .invoke(MockHttpRequest.get("/inner"), new MockHttpResponse());
            throw new IllegalStateException("on purpose");
        });
        try (InboundContract.RunningServer server = UndertowServer.start(1, application)) {
            JaxrsServerContract.getWhateverComes(server, "/outer");
            notes.await("outer after the nested");
            assertThat(InboundContract.currentOn(server.workers())).isSameAs(CapturedHeaders.none());
        }
        assertTheOuterOneHasItsOwn();
    }

    private void call(Place place, MockHttpRequest inner) throws Exception {
        NestingApplication application = new NestingApplication(
                notes,
                place,
                () -> ResteasyContext.getContextData(Dispatcher.class).invoke(inner, new MockHttpResponse()));
        try (InboundContract.RunningServer server = UndertowServer.start(1, application)) {
            assertThat(JaxrsServerContract.get(server, "/outer").body()).isEqualTo("outer");
            assertThat(InboundContract.currentOn(server.workers())).isSameAs(CapturedHeaders.none());
        }
    }

    private void assertTheOuterOneHasItsOwn() {
        assertThat(notes.places()).containsKey("outer after the nested").allSatisfy((where, id) -> {
            if (where.startsWith("outer")) {
                assertThat(id).isEqualTo(Headers.requestId(1));
            }
        });
    }
}
