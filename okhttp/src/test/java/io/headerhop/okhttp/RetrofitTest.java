// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.AsyncOutboundContract;
import io.headerhop.contract.AuthenticationContract;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.RedirectContract;
import io.headerhop.contract.RetryContract;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.HeaderMap;
import retrofit2.http.POST;
import retrofit2.http.Url;

class RetrofitTest implements AsyncOutboundContract, RedirectContract, AuthenticationContract, RetryContract {
    private static final OkHttpClient CLIENT = OkHttpContract.client().build();
    private static final Service SERVICE = service(CLIENT);
    private static final Service ONE_CALL_AT_A_TIME = oneCallAtATime();

    interface Service {
        @GET
        Call<ResponseBody> get(@Url String url, @HeaderMap Map<String, String> headers);

        @POST
        Call<ResponseBody> post(@Url String url, @HeaderMap Map<String, String> headers, @Body RequestBody body);

        @GET
        CompletableFuture<Response<ResponseBody>> getLater(@Url String url);
    }

    private static Service service(OkHttpClient client) {
        return new Retrofit.Builder()
                .baseUrl("http://127.0.0.1/")
                .callFactory(HeaderPropagationCallFactory.create(client))
                .build()
                .create(Service.class);
    }

    private static Service oneCallAtATime() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(1);
        return service(CLIENT.newBuilder().dispatcher(dispatcher).build());
    }

    @Override
    public PreparedCall prepare(OutboundCall call) {
        Call<ResponseBody> template = call(SERVICE, call);
        return () -> template.clone().execute().code();
    }

    @Override
    public void start(OutboundCall call, Callback callback) {
        call(SERVICE, call).enqueue(telling(callback));
    }

    @Override
    public void startOnOneConnection(OutboundCall call, Callback callback) {
        call(ONE_CALL_AT_A_TIME, call).enqueue(telling(callback));
    }

    private static Call<ResponseBody> call(Service service, OutboundCall call) {
        return call.body() == null
                ? service.get(call.uri().toString(), call.headers())
                : service.post(call.uri().toString(), call.headers(), RequestBody.create(call.body(), null));
    }

    private static retrofit2.Callback<ResponseBody> telling(Callback callback) {
        return new retrofit2.Callback<>() {
            @Override
            public void onResponse(Call<ResponseBody> call, Response<ResponseBody> response) {
                callback.answered(response.code());
            }

            @Override
            public void onFailure(Call<ResponseBody> call, Throwable failure) {
                callback.failed(failure);
            }
        };
    }

    @Test
    void whatIsChainedToAFutureSeesTheCallersHeaders() throws Exception {
        String path = DOWNSTREAM.path("future");
        Downstream.Gate gate = DOWNSTREAM.gate(path);
        CapturedHeaders headers = Headers.ofRequest(1);
        CompletableFuture<CapturedHeaders> seen;
        try (Scope scope = headers.makeCurrent()) {
            seen = SERVICE.getLater(DOWNSTREAM.uri(path).toString()).thenApply(response -> CapturedHeaders.current());
        }
        gate.open();
        assertThat(seen.get(20, TimeUnit.SECONDS)).isSameAs(headers);
        assertThat(DOWNSTREAM.receivedOnce(path)).contains(entry("x-request-id", Headers.requestId(1)));
    }

    @Test
    void aCallCarriesWhatIsCurrentWhereItIsExecuted() throws Exception {
        String path = DOWNSTREAM.path("lazy");
        Call<ResponseBody> call = SERVICE.get(DOWNSTREAM.uri(path).toString(), Map.of());
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            call.execute();
        }
        assertThat(DOWNSTREAM.receivedOnce(path)).contains(entry("x-request-id", Headers.requestId(1)));
    }
}
