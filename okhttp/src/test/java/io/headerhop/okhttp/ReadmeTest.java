// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static io.headerhop.contract.OutboundContract.DOWNSTREAM;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.ResponseBody;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.Test;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Url;

/** The lines of this module's README. */
class ReadmeTest {
    private final OkHttpClient client = new OkHttpClient();

    interface Inventory {
        @GET
        retrofit2.Call<ResponseBody> items(@Url String path);
    }

    @Test
    void calls() throws Exception {
        String path = DOWNSTREAM.path("readme");
        Request request =
                new Request.Builder().url(DOWNSTREAM.uri(path).toString()).build();
        Answer callback = new Answer();
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            HeaderPropagationCallFactory calls = HeaderPropagationCallFactory.create(client);
            calls.newCall(request).enqueue(callback);
        }
        callback.awaitResponse();
        assertThat(DOWNSTREAM.receivedOnce(path)).contains(entry("x-request-id", Headers.requestId(1)));
    }

    @Test
    void retrofit() throws Exception {
        String path = DOWNSTREAM.path("readme");
        String baseUrl = DOWNSTREAM.uri("/").toString();
        Call.Factory calls = HeaderPropagationCallFactory.create(client);
        Retrofit retrofit =
                new Retrofit.Builder().callFactory(calls).baseUrl(baseUrl).build();
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            retrofit.create(Inventory.class).items(path).execute();
        }
        assertThat(DOWNSTREAM.receivedOnce(path)).contains(entry("x-request-id", Headers.requestId(1)));
    }

    @Test
    void install() throws Exception {
        String path = DOWNSTREAM.path("readme");
        Request request =
                new Request.Builder().url(DOWNSTREAM.uri(path).toString()).build();
        OkHttpClient client = HeaderPropagationInterceptors.install(new OkHttpClient.Builder())
                .build();
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            client.newCall(request).execute().close();
        }
        assertThat(DOWNSTREAM.receivedOnce(path)).contains(entry("x-request-id", Headers.requestId(1)));
    }

    @Test
    void webSocket() {
        HeaderPropagationCallFactory calls = HeaderPropagationCallFactory.create(client);
        Request request = new Request.Builder().url("ws://127.0.0.1:1/").build();
        WebSocketListener listener = new WebSocketListener() {};
        WebSocket socket = calls.newWebSocket(request, listener);
        socket.cancel();
        assertThat(socket.request().url().port()).isEqualTo(1);
    }
}
