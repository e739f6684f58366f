// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What JAX-RS offers besides the ways to invoke: request objects, filters of the application, targets, futures. */
public interface JaxrsClientContract {
    Downstream DOWNSTREAM = Downstream.instance();

    private static Client client() {
        return ClientMatrix.client(AsyncExecutor.POOL);
    }

    private static String received(String path) {
        return DOWNSTREAM.receivedOnce(path).get("x-request-id");
    }

    @Test
    default void anInvocationBuiltInOneRequestAndSubmittedInAnotherCarriesTheHeadersOfTheOther() throws Exception {
        String path = DOWNSTREAM.path("built");
        Invocation invocation;
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            invocation = client().target(DOWNSTREAM.uri(path)).request().buildGet();
        }
        try (Scope scope = Headers.ofRequest(2).makeCurrent()) {
            invocation.submit().get().close();
        }
        assertThat(received(path)).isEqualTo(Headers.requestId(2));
    }

    @Test
    default void aBuilderUsedInsideARequestAndThenOutsideOfAnyCarriesNothingTheSecondTime() throws Exception {
        String path = DOWNSTREAM.path("builder");
        Invocation.Builder builder = client().target(DOWNSTREAM.uri(path)).request();
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            builder.async().get().get().close();
        }
        builder.async().get().get().close();
        assertThat(DOWNSTREAM.received(path)).hasSize(2);
        assertThat(DOWNSTREAM.received(path).get(0)).containsEntry("x-request-id", Headers.requestId(1));
        assertThat(DOWNSTREAM.received(path).get(1)).doesNotContainKeys(Headers.carriedNames());
    }

    @Test
    default void anInvocationSubmittedOutsideOfAnyRequestAndThenInsideOneCarriesItsHeaders() throws Exception {
        String path = DOWNSTREAM.path("invocation");
        Invocation invocation = client().target(DOWNSTREAM.uri(path)).request().buildGet();
        invocation.submit().get().close();
        try (Scope scope = Headers.captured(Headers.RULES, Map.of()).makeCurrent()) {
            invocation.submit().get().close();
        }
        for (int number = 1; number <= 2; number++) {
            try (Scope scope = Headers.ofRequest(number).makeCurrent()) {
                invocation.submit().get().close();
            }
        }
        invocation.submit().get().close();
        assertThat(DOWNSTREAM.received(path).stream().map(headers -> headers.getOrDefault("x-request-id", "none")))
                .containsExactly("none", "none", Headers.requestId(1), Headers.requestId(2), "none");
    }

    @Test
    default void aHeaderThatAFilterOfTheApplicationSetsIsTheCallersOwn() {
        String path = DOWNSTREAM.path("filter");
        ClientRequestFilter ofApplication = request -> request.getHeaders().putSingle("X-Request-ID", "of-filter");
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            client().target(DOWNSTREAM.uri(path))
                    .register(ofApplication)
                    .request()
                    .get()
                    .close();
        }
        assertThat(DOWNSTREAM.receivedOnce(path))
                .contains(entry("x-request-id", "of-filter"), entry("x-b3-traceid", Headers.TRACE_ID));
    }

    @Test
    default void carriesEachHeaderOnceWhereTheFeatureIsRegisteredTwice() {
        String path = DOWNSTREAM.path("twice");
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            client().target(DOWNSTREAM.uri(path))
                    .register(new HeaderPropagationClientFeature())
                    .request()
                    .get()
                    .close();
        }
        assertThat(DOWNSTREAM.receivedOnce(path))
                .contains(entry("x-request-id", Headers.requestId(1)), entry("x-canary", "always"));
    }

    @Test
    default void onATargetItIsForThatTargetOnly() {
        String with = DOWNSTREAM.path("with");
        String without = DOWNSTREAM.path("without");
        Client plain = ClientBuilder.newClient();
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            plain.target(DOWNSTREAM.uri(with))
                    .register(HeaderPropagationClientFeature.class)
                    .request()
                    .get()
                    .close();
            plain.target(DOWNSTREAM.uri(without)).request().get().close();
        }
        assertThat(received(with)).isEqualTo(Headers.requestId(1));
        assertThat(DOWNSTREAM.receivedOnce(without)).doesNotContainKeys(Headers.carriedNames());
    }

    @Test
    default void aCancelledCallLeavesNothingOnTheThreadsThatRanIt() throws Exception {
        String held = DOWNSTREAM.path("cancelled");
        String after = DOWNSTREAM.path("after");
        Downstream.Gate gate = DOWNSTREAM.gate(held);
        CapturedHeaders headers = Headers.ofRequest(1);
        try (Scope scope = headers.makeCurrent()) {
            Future<Response> call =
                    client().target(DOWNSTREAM.uri(held)).request().async().get();
            gate.awaitArrival();
            call.cancel(true);
            assertThat(call).isCancelled();
            assertThat(CapturedHeaders.current()).isSameAs(headers);
        }
        gate.open();
        for (int i = 0; i < 8; i++) {
            client().target(DOWNSTREAM.uri(after)).request().async().get().get().close();
        }
        assertThat(received(held)).isEqualTo(Headers.requestId(1));
        assertThat(DOWNSTREAM.received(after))
                .hasSize(8)
                .allSatisfy(request -> assertThat(request).doesNotContainKeys(Headers.carriedNames()));
    }

    @Test
    default void aCallThatTimesOutFailsAsItDoesWithoutHeadersAndKeepsTheContext() throws Exception {
        Client impatient = ClientBuilder.newBuilder()
                .readTimeout(200, TimeUnit.MILLISECONDS)
                .build()
                .register(HeaderPropagationClientFeature.class);
        String held = DOWNSTREAM.path("timeout");
        Downstream.Gate gate = DOWNSTREAM.gate(held);
        Invocation.Builder call = impatient.target(DOWNSTREAM.uri(held)).request();
        Throwable without = catchThrowable(call::get);
        CapturedHeaders headers = Headers.ofRequest(1);
        try (Scope scope = headers.makeCurrent()) {
            Throwable with = catchThrowable(call::get);
            assertThat(with).hasSameClassAs(without);
            assertThat(with.getCause()).hasSameClassAs(without.getCause());
            assertThat(CapturedHeaders.current()).isSameAs(headers);
        }
        gate.open();
    }
}
