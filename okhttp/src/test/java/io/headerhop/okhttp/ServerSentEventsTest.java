// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.contract.ScriptedServer;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerSentEventsTest {
    private final Call.Factory calls = HeaderPropagationCallFactory.create(new OkHttpClient());
    private final CapturedHeaders headers = Headers.ofRequest(1);
    private final Remember listener = new Remember();
    private ScriptedServer server;
    private Request request;

    @BeforeEach
    void start() throws Exception {
        server = new ScriptedServer((lines, number) ->
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 11\r\n\r\ndata: one\n\n");
        request = new Request.Builder().url(server.url("127.0.0.1", "/")).build();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void anEventSourceOfTheCallFactoryCarriesTheHeaders() throws Exception {
        Optional<Method> createFactory = Arrays.stream(EventSources.class.getMethods())
                .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {Call.Factory.class}))
                .findFirst();
        assumeTrue(createFactory.isPresent(), "EventSources takes a call factory since OkHttp 5");
        EventSource.Factory events = (EventSource.Factory) createFactory.get().invoke(null, calls);
        try (Scope scope = headers.makeCurrent()) {
            events.newEventSource(request, listener);
        }
        assertThat(listener.seen.get(20, TimeUnit.SECONDS)).isSameAs(headers);
        assertThat(server.requests().get(0)).containsOnlyOnce("x-request-id: " + Headers.requestId(1));
    }

    private static final class Remember extends EventSourceListener {
        private final CompletableFuture<CapturedHeaders> seen = new CompletableFuture<>();

        @Override
        public void onEvent(EventSource source, String id, String type, String data) {
            seen.complete(CapturedHeaders.current());
        }

        @Override
        public void onFailure(EventSource source, Throwable failure, Response response) {
            seen.completeExceptionally(failure);
        }
    }
}
