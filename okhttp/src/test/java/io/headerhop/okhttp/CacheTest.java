// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.contract.ScriptedServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import okhttp3.Cache;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A response that depends on a carried header ({@code Vary: x-canary}) must not be given to a caller with another
 * value.
 */
class CacheTest {
    @TempDir
    private Path directory;

    private ScriptedServer server;
    private OkHttpClient client;

    @BeforeEach
    void start() throws Exception {
        server = new ScriptedServer((lines, number) -> {
            String canary = lines.stream()
                    .filter(line -> line.startsWith("x-canary: "))
                    .findFirst()
                    .orElse("none");
            return ScriptedServer.answer("200 OK\r\nCache-Control: max-age=60\r\nVary: x-canary\r\nX-For: " + canary);
        });
        client = new OkHttpClient.Builder()
                .cache(new Cache(directory.toFile(), 1_000_000))
                .build();
    }

    @AfterEach
    void stop() throws Exception {
        client.cache().close();
        server.close();
    }

    @Test
    void eachCallerGetsTheResponseForItsOwnHeader() throws Exception {
        Call.Factory calls = HeaderPropagationCallFactory.create(client);
        assertThat(get(calls, "a")).isEqualTo("x-canary: a");
        assertThat(get(calls, "b")).isEqualTo("x-canary: b");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void theSameHeaderIsAnsweredFromTheCache() throws Exception {
        Call.Factory calls = HeaderPropagationCallFactory.create(client);
        assertThat(get(calls, "a")).isEqualTo("x-canary: a");
        assertThat(get(calls, "a")).isEqualTo("x-canary: a");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aCallerWithoutTheHeaderDoesNotFillTheCacheForOneWithIt() throws Exception {
        Call.Factory calls = HeaderPropagationCallFactory.create(client);
        assertThat(get(calls, Map.of())).isEqualTo("none");
        assertThat(get(calls, "a")).isEqualTo("x-canary: a");
    }

    /** Why headers are not injected in a network interceptor: the cache decides before it runs. */
    @Test
    void withANaiveNetworkInterceptorACallerGetsTheResponseForAnother() throws Exception {
        Call.Factory naive = client.newBuilder()
                .addNetworkInterceptor(chain -> {
                    Request.Builder request = chain.request().newBuilder();
                    CapturedHeaders.current().values("x-canary").forEach(value -> request.header("x-canary", value));
                    return chain.proceed(request.build());
                })
                .build();
        assertThat(get(naive, Map.of())).isEqualTo("none");
        assertThat(get(naive, "a")).isEqualTo("none");
        assertThat(server.requests()).hasSize(1);
    }

    private String get(Call.Factory calls, String canary) throws Exception {
        return get(calls, Map.of("x-canary", List.of(canary)));
    }

    private String get(Call.Factory calls, Map<String, List<String>> inbound) throws Exception {
        Request request =
                new Request.Builder().url(server.url("127.0.0.1", "/")).build();
        try (Scope scope = Headers.captured(Headers.RULES, inbound).makeCurrent();
                Response response = calls.newCall(request).execute()) {
            return response.header("X-For");
        }
    }
}
