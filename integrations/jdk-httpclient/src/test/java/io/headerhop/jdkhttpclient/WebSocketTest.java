// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.EveryAnswer;
import io.headerhop.contract.Headers;
import io.headerhop.contract.ScriptedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebSocketTest {
    private final CountDownLatch end = new CountDownLatch(1);
    private final ScriptedServer server;
    private final HttpClient client = HeaderPropagationHttpClient.create(
            HttpClient.newBuilder().followRedirects(Redirect.ALWAYS).build());

    WebSocketTest() throws Exception {
        server = new ScriptedServer(new EveryAnswer(end));
    }

    @AfterEach
    void stop() throws Exception {
        end.countDown();
        server.close();
    }

    @Test
    void theUpgradeRequestHasTheHeadersThatAreCurrentWhereItIsMade() throws Exception {
        WebSocket.Builder builder = client.newWebSocketBuilder().header("X-Own", "1");
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            open(builder);
        }
        assertThat(received(0)).contains(entry("x-own", "1"), entry("x-request-id", Headers.requestId(1)));
    }

    @Test
    void aBuilderThatIsUsedAgainCarriesWhatIsCurrentThen() throws Exception {
        WebSocket.Builder builder = client.newWebSocketBuilder().subprotocols("chat", "talk");
        for (int i = 1; i <= 2; i++) {
            try (Scope scope = Headers.ofRequest(i).makeCurrent()) {
                open(builder);
            }
        }
        open(builder);
        assertThat(received(0)).contains(entry("x-request-id", Headers.requestId(1)));
        assertThat(received(1))
                .contains(entry("x-request-id", Headers.requestId(2)), entry("sec-websocket-protocol", "chat, talk"));
        assertThat(received(2))
                .contains(entry("sec-websocket-protocol", "chat, talk"))
                .doesNotContainKeys(Headers.carriedNames());
    }

    @Test
    void theCallersOwnHeaderWinsWithItsGroup() throws Exception {
        WebSocket.Builder builder = client.newWebSocketBuilder().header("TraceParent", "own");
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            open(builder);
        }
        assertThat(received(0)).contains(entry("traceparent", "own")).doesNotContainKey("tracestate");
    }

    @Test
    void anUntrustedHostGetsNone() throws Exception {
        try (Scope scope = Headers.ofRequestOnlyTo(1, "localhost").makeCurrent()) {
            open(client.newWebSocketBuilder());
        }
        assertThat(received(0)).doesNotContainKeys(Headers.carriedNames());
    }

    @Test
    void continuationsSeeTheCallersHeadersAndListenersSeeNothing() throws Exception {
        CompletableFuture<CapturedHeaders> listening = new CompletableFuture<>();
        CapturedHeaders headers = Headers.ofRequest(1);
        CompletableFuture<CapturedHeaders> continuing;
        try (Scope scope = headers.makeCurrent()) {
            continuing = client.newWebSocketBuilder()
                    .buildAsync(uri("/socket"), new WebSocket.Listener() {
                        @Override
                        public void onOpen(WebSocket webSocket) {
                            listening.complete(CapturedHeaders.current());
                        }
                    })
                    .thenApply(socket -> CapturedHeaders.current());
            assertThat(continuing.get(20, TimeUnit.SECONDS)).isSameAs(headers);
        }
        assertThat(listening.get(20, TimeUnit.SECONDS).isEmpty()).isTrue();
    }

    /** The JDK's client goes on to the other host, with all headers, and fails there. */
    @Test
    void aRedirectedUpgradeFailsBeforeAnotherHostIsAsked() {
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            CompletableFuture<WebSocket> socket =
                    client.newWebSocketBuilder().buildAsync(uri("/redirect/302/other"), new WebSocket.Listener() {});
            assertThatThrownBy(() -> socket.get(20, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            failure -> assertThat(failure.getResponse().statusCode())
                                    .isEqualTo(302));
        }
        assertThat(server.requests()).hasSize(1);
    }

    private void open(WebSocket.Builder builder) throws Exception {
        builder.buildAsync(uri("/socket"), new WebSocket.Listener() {})
                .get(20, TimeUnit.SECONDS)
                .abort();
    }

    private URI uri(String path) {
        return URI.create(server.url("127.0.0.1", path).replace("http:", "ws:"));
    }

    private Map<String, String> received(int number) {
        Map<String, String> headers = new TreeMap<>();
        server.requests().get(number).stream().skip(1).forEach(line -> {
            String[] parts = line.split(": ", 2);
            headers.put(parts[0], parts[1]);
        });
        return headers;
    }
}
