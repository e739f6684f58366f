// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import io.headerhop.contract.AuthenticationContract;
import io.headerhop.contract.CallbackContract.Callback;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundContract;
import io.headerhop.contract.RedirectContract;
import io.headerhop.contract.RetryContract;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.HeaderMap;
import retrofit2.http.POST;
import retrofit2.http.Url;

/** Every way to make a call with Retrofit. */
@ParameterizedClass
@EnumSource
class RetrofitTest implements OutboundContract, RedirectContract, AuthenticationContract, RetryContract {
    private static final Service SERVICE = service(TestClients.client().build());

    private final Way way;

    RetrofitTest(Way way) {
        this.way = way;
    }

    interface Service {
        @GET
        Call<ResponseBody> get(@Url String url, @HeaderMap Map<String, String> headers);

        @POST
        Call<ResponseBody> post(@Url String url, @HeaderMap Map<String, String> headers, @Body RequestBody body);

        @GET
        CompletableFuture<Response<ResponseBody>> getLater(@Url String url, @HeaderMap Map<String, String> headers);

        @POST
        CompletableFuture<Response<ResponseBody>> postLater(
                @Url String url, @HeaderMap Map<String, String> headers, @Body RequestBody body);
    }

    enum Way {
        EXECUTE {
            @Override
            void start(Service service, OutboundCall call, Callback callback) {
                try {
                    callback.answered(call(service, call).execute().code());
                } catch (IOException e) {
                    callback.failed(e);
                }
            }
        },
        ENQUEUE {
            @Override
            void start(Service service, OutboundCall call, Callback callback) {
                call(service, call).enqueue(telling(callback));
            }
        },
        FUTURE {
            @Override
            void start(Service service, OutboundCall call, Callback callback) {
                String url = call.uri().toString();
                (call.body() == null
                                ? service.getLater(url, call.headers())
                                : service.postLater(url, call.headers(), RequestBody.create(call.body(), null)))
                        .whenComplete((response, failure) -> {
                            if (failure == null) {
                                callback.answered(response.code());
                            } else {
                                callback.failed(failure);
                            }
                        });
            }
        };

        abstract void start(Service service, OutboundCall call, Callback callback);
    }

    static Service service(OkHttpClient client) {
        return new Retrofit.Builder()
                .baseUrl("http://127.0.0.1/")
                .callFactory(HeaderPropagationCallFactory.create(client))
                .build()
                .create(Service.class);
    }

    @Override
    public PreparedCall prepare(OutboundCall call) {
        return () -> {
            Callback callback = new Callback();
            way.start(SERVICE, call, callback);
            try {
                return callback.awaitStatus();
            } catch (ExecutionException e) {
                throw (Exception) e.getCause();
            }
        };
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
}
