// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.contract.ScriptedServer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebSocketTest {
    private static final String REQUEST_ID = "x-request-id: " + Headers.requestId(1);
    private static final OkHttpClient CLIENT = TestClients.client().build();

    private final Map<String, String> redirects = new TreeMap<>();
    private ScriptedServer server;

    @BeforeEach
    void start() throws Exception {
        server = new ScriptedServer((lines, number) -> {
            String path = lines.get(0).split(" ")[1];
            return redirects.containsKey(path)
                    ? ScriptedServer.answer("302 Found\r\nLocation: " + redirects.get(path))
                    : ScriptedServer.upgradeToWebSocket(lines);
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void theUpgradeRequestCarriesTheHeaders() throws Exception {
        assertThat(open(Headers.ofRequest(1), request("/"))).isEqualTo("open");
        assertThat(server.requests().get(0))
                .contains(REQUEST_ID, "x-b3-traceid: " + Headers.TRACE_ID, "x-canary: always")
                .contains("tracestate: first=1", "tracestate: second=2,third=3");
    }

    @Test
    void theUpgradeRequestIsUntouchedWhereNothingIsCurrent() throws Exception {
        assertThat(open(CapturedHeaders.none(), request("/"))).isEqualTo("open");
        assertThat(server.requests().get(0)).noneMatch(WebSocketTest::isCarried);
    }

    @Test
    void theCallersOwnHeaderStays() throws Exception {
        open(Headers.ofRequest(1), request("/").header("X-Request-ID", "own"));
        assertThat(server.requests().get(0)).contains("x-request-id: own").doesNotContain(REQUEST_ID);
    }

    @Test
    void anUntrustedHostIsSentNothing() throws Exception {
        assertThat(open(Headers.ofRequestOnlyTo(1, "localhost"), request("/"))).isEqualTo("open");
        assertThat(server.requests().get(0)).noneMatch(WebSocketTest::isCarried);
    }

    @Test
    void aRedirectedUpgradeIsJudgedOnEachHop() throws Exception {
        redirects.put("/first", "/second");
        redirects.put("/second", server.url("localhost", "/untrusted"));
        redirects.put("/untrusted", server.url("127.0.0.1", "/home"));
        Request.Builder request = request("/first").header("X-Own", "1");
        assertThat(open(Headers.ofRequestOnlyTo(1, "127.0.0.1"), request)).isEqualTo("open");

        assertThat(server.requests())
                .hasSize(4)
                .allSatisfy(hop -> assertThat(hop).contains("x-own: 1"));
        assertThat(server.requests().get(0)).contains(REQUEST_ID);
        assertThat(server.requests().get(1)).contains(REQUEST_ID);
        assertThat(server.requests().get(2)).noneMatch(WebSocketTest::isCarried);
        assertThat(server.requests().get(3)).contains(REQUEST_ID);
    }

    @Test
    void credentialsDoNotFollowARedirectToAnotherHost() throws Exception {
        redirects.put("/first", "/second");
        redirects.put("/second", server.url("localhost", "/other"));
        redirects.put("/other", server.url("127.0.0.1", "/back"));
        open(Headers.ofRequest(1), request("/first").header("Authorization", "secret"));
        assertThat(server.requests()).hasSize(4);
        assertThat(server.requests().get(1)).contains("authorization: secret");
        assertThat(server.requests().get(2)).noneMatch(line -> line.startsWith("authorization:"));
        assertThat(server.requests().get(3)).noneMatch(line -> line.startsWith("authorization:"));
    }

    @Test
    void redirectsAreFollowedAsFarAsTheClientItselfDoes() throws Exception {
        redirects.put("/circle", "/circle");
        assertThat(open(Headers.ofRequest(1), request("/circle"))).isEqualTo("ProtocolException");
        int hops = server.requests().size();
        assertThat(server.requests()).allSatisfy(hop -> assertThat(hop).contains(REQUEST_ID));
        assertThat(open(CLIENT, request("/circle"))).isEqualTo("ProtocolException");
        assertThat(server.requests()).hasSize(2 * hops);
    }

    @Test
    void noRedirectIsFollowedWhereTheClientFollowsNone() throws Exception {
        redirects.put("/first", "/second");
        OkHttpClient client = CLIENT.newBuilder().followRedirects(false).build();
        assertThat(open(HeaderPropagationCallFactory.create(client), request("/first")))
                .isEqualTo("ProtocolException");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void noRedirectIsFollowedThatTheClientCannotOrMayNotFollow() throws Exception {
        redirects.put("/scheme", "ftp://localhost/");
        redirects.put("/tls", "https://localhost/");
        OkHttpClient client = CLIENT.newBuilder().followSslRedirects(false).build();
        WebSocket.Factory factory = HeaderPropagationCallFactory.create(client);
        assertThat(open(factory, request("/scheme"))).isEqualTo("ProtocolException");
        assertThat(open(factory, request("/tls"))).isEqualTo("ProtocolException");
    }

    @Test
    void interceptorsSeeTheCallersHeadersAsCurrent() throws Exception {
        CompletableFuture<CapturedHeaders> seen = new CompletableFuture<>();
        OkHttpClient client = CLIENT.newBuilder()
                .addInterceptor(chain -> {
                    seen.complete(CapturedHeaders.current());
                    return chain.proceed(chain.request());
                })
                .build();
        CapturedHeaders headers = Headers.ofRequest(1);
        try (Scope scope = headers.makeCurrent()) {
            open(HeaderPropagationCallFactory.create(client), request("/"));
        }
        assertThat(seen.getNow(CapturedHeaders.none())).isSameAs(headers);
    }

    @Test
    void theListenerIsCalledWithNothingCurrent() throws Exception {
        CompletableFuture<CapturedHeaders> seen = new CompletableFuture<>();
        WebSocket.Factory factory = HeaderPropagationCallFactory.create(CLIENT);
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            factory.newWebSocket(request("/").build(), new WebSocketListener() {
                @Override
                public void onOpen(WebSocket webSocket, Response response) {
                    seen.complete(CapturedHeaders.current());
                }
            });
        }
        assertThat(seen.get(20, TimeUnit.SECONDS).isEmpty()).isTrue();
    }

    private Request.Builder request(String path) {
        return new Request.Builder().url(server.url("127.0.0.1", path).replace("http:", "ws:"));
    }

    private static String open(CapturedHeaders headers, Request.Builder request) throws Exception {
        try (Scope scope = headers.makeCurrent()) {
            return open(HeaderPropagationCallFactory.create(CLIENT), request);
        }
    }

    /** Waits until the web socket is open; returns the kind of failure if it fails. */
    private static String open(WebSocket.Factory factory, Request.Builder request) throws Exception {
        CompletableFuture<String> end = new CompletableFuture<>();
        WebSocket webSocket = factory.newWebSocket(request.build(), new WebSocketListener() {
            @Override
            public void onOpen(WebSocket webSocket, Response response) {
                end.complete("open");
            }

            @Override
            public void onFailure(WebSocket webSocket, Throwable failure, Response response) {
                end.complete(failure.getClass().getSimpleName());
            }
        });
        try {
            return end.get(20, TimeUnit.SECONDS);
        } finally {
            webSocket.cancel();
        }
    }

    private static boolean isCarried(String line) {
        return Headers.ofRequest(1).names().contains(line.split(":")[0]);
    }
}
