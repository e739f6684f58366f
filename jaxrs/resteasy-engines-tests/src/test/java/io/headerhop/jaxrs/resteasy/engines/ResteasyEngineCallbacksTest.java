// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.engines;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.jaxrs.contract.AsyncExecutor;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.InvocationCallback;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is current in a callback, which each engine calls on a thread of its choice. */
class ResteasyEngineCallbacksTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    private final String path = DOWNSTREAM.path("callback");

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"APACHE_ASYNC", "VERTX", "REACTOR_NETTY"})
    void ofACallThatWasAnsweredIsWhatTheCallerHad(Engine engine) throws Exception {
        CapturedHeaders headers = Headers.ofRequest(1);
        assertThat(seenInCallback(engine.client(), headers)).isSameAs(headers);
        assertThat(seenInContinuation(engine.client(), headers)).isSameAs(headers);
        assertThat(seenInCallback(engine.client(), CapturedHeaders.none()).isEmpty())
                .isTrue();
        assertThat(seenInContinuation(engine.client(), CapturedHeaders.none()).isEmpty())
                .isTrue();
    }

    /** An inherent limit: they call back on the engine's own threads, and nothing of ours is called after that. */
    @ParameterizedTest
    @EnumSource(names = {"APACHE_ASYNC", "REACTOR_NETTY"})
    void onAThreadOfTheEnginesIsNothing(Engine engine) throws Exception {
        assertThat(seenInCallback(engine.client(), Headers.ofRequest(1)).isEmpty())
                .isTrue();
        assertThat(DOWNSTREAM.receivedOnce(path)).containsEntry("x-request-id", Headers.requestId(1));
    }

    /** An inherent limit: the executor's task and the engine's thread race to complete the future. */
    @Test
    void onVertxIsTheCallersOrNothingAndNeverAnothers() throws Exception {
        for (int i = 0; i < 20; i++) {
            CapturedHeaders headers = Headers.ofRequest(i);
            CapturedHeaders seen = seenInCallback(Engine.VERTX.client(), headers);
            assertThat(seen.isEmpty() || seen == headers).isTrue();
        }
    }

    /** Both threads serve other calls afterwards. */
    @Test
    void leavesNothingOnTheThreadsOfTheClientsExecutor() throws Exception {
        ExecutorService pool = AsyncExecutor.daemons(1);
        Client client =
                Engine.JETTY.builder().executorService(pool).build().register(HeaderPropagationClientFeature.class);
        CapturedHeaders headers = Headers.ofRequest(1);
        assertThat(seenInCallback(client, headers)).isSameAs(headers);
        assertThat(pool.submit(CapturedHeaders::current).get().isEmpty()).isTrue();
    }

    @Test
    void aScopeThatTheApplicationOpensAroundACallInsideATaskIsItsOwn() throws Exception {
        CapturedHeaders headers = Headers.ofRequest(1);
        ExecutorService ofClient =
                ((org.jboss.resteasy.client.jaxrs.ResteasyClient) Engine.JETTY.client()).asyncInvocationExecutor();
        CapturedHeaders seen = ofClient.submit(() -> {
                    try (Scope scope = headers.makeCurrent()) {
                        Engine.JETTY
                                .client()
                                .target(DOWNSTREAM.uri(path))
                                .request()
                                .get()
                                .close();
                        return CapturedHeaders.current();
                    }
                })
                .get();
        assertThat(seen).isSameAs(headers);
        assertThat(DOWNSTREAM.receivedOnce(path)).containsEntry("x-request-id", Headers.requestId(1));
    }

    private CapturedHeaders seenInCallback(Client client, CapturedHeaders headers) throws Exception {
        CompletableFuture<CapturedHeaders> seen = new CompletableFuture<>();
        Downstream.Gate gate = DOWNSTREAM.gate(path);
        try (Scope scope = headers.makeCurrent()) {
            client.target(DOWNSTREAM.uri(path)).request().async().get(new InvocationCallback<Response>() {
                @Override
                public void completed(Response response) {
                    response.close();
                    seen.complete(CapturedHeaders.current());
                }

                @Override
                public void failed(Throwable failure) {
                    seen.completeExceptionally(failure);
                }
            });
        }
        gate.open();
        return seen.get(20, TimeUnit.SECONDS);
    }

    private CapturedHeaders seenInContinuation(Client client, CapturedHeaders headers) throws Exception {
        CompletableFuture<CapturedHeaders> seen;
        // Not answered before the continuation is registered, which would otherwise run on this thread.
        Downstream.Gate gate = DOWNSTREAM.gate(path);
        try (Scope scope = headers.makeCurrent()) {
            seen = client.target(DOWNSTREAM.uri(path))
                    .request()
                    .rx()
                    .get()
                    .thenApply(response -> {
                        response.close();
                        return CapturedHeaders.current();
                    })
                    .toCompletableFuture();
        }
        gate.open();
        return seen.get(20, TimeUnit.SECONDS);
    }
}
