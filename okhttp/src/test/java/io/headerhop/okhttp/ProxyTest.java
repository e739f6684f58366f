// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.contract.ScriptedServer;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy is on the way to the destination, not the destination. */
class ProxyTest {
    private static final String REQUEST_ID = "x-request-id: " + Headers.requestId(1);

    private ScriptedServer proxy;
    private Call.Factory calls;

    @BeforeEach
    void start() throws Exception {
        proxy = new ScriptedServer((lines, number) -> {
            boolean authorized = lines.stream().anyMatch(line -> line.startsWith("proxy-authorization:"));
            if (!authorized) {
                return ScriptedServer.answer(
                        "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"");
            }
            return ScriptedServer.answer(lines.get(0).startsWith("CONNECT") ? "403 Forbidden" : "200 OK");
        });
        OkHttpClient client = new OkHttpClient.Builder()
                .proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", proxy.port())))
                .proxyAuthenticator((route, response) -> response.request()
                        .newBuilder()
                        .header("Proxy-Authorization", "secret")
                        .build())
                .build();
        calls = HeaderPropagationCallFactory.create(client);
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
    }

    @Test
    void theRequestForATunnelCarriesNothing() {
        Request request =
                new Request.Builder().url("https://inventory.example.com/").build();
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            assertThat(catchThrowable(() -> calls.newCall(request).execute())).hasMessageContaining("CONNECT: 403");
        }
        assertThat(proxy.requests()).isNotEmpty().allSatisfy(lines -> {
            assertThat(lines.get(0)).startsWith("CONNECT inventory.example.com:443");
            assertThat(lines).noneMatch(ProxyTest::isCarried);
        });
    }

    @Test
    void bothAttemptsOfARequestThatTheProxyChallengesCarryTheHeaders() throws Exception {
        Request request =
                new Request.Builder().url("http://inventory.example.com/").build();
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            calls.newCall(request).execute().close();
        }
        assertThat(proxy.requests())
                .hasSize(2)
                .allSatisfy(lines -> assertThat(lines).containsOnlyOnce(REQUEST_ID));
    }

    @Test
    void anUntrustedHostBehindAProxyIsSentNothing() throws Exception {
        Request request =
                new Request.Builder().url("http://untrusted.example.org/").build();
        try (Scope scope =
                Headers.ofRequestOnlyTo(1, ".example.com", "127.0.0.1").makeCurrent()) {
            calls.newCall(request).execute().close();
        }
        for (List<String> lines : proxy.requests()) {
            assertThat(lines).noneMatch(ProxyTest::isCarried);
        }
    }

    private static boolean isCarried(String line) {
        return Headers.ofRequest(1).names().contains(line.split(":")[0]);
    }
}
