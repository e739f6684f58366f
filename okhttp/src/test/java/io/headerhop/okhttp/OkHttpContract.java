// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import io.headerhop.contract.AsyncOutboundContract;
import io.headerhop.contract.AuthenticationContract;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.RedirectContract;
import io.headerhop.contract.RetryContract;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** All that OkHttp does by itself, over a protocol that the implementing test chooses. */
interface OkHttpContract extends AsyncOutboundContract, RedirectContract, AuthenticationContract, RetryContract {
    Call.Factory calls();

    /** Of a client that has one request at a time under way. */
    Call.Factory oneCallAtATime();

    /** A client as an application would set it up, with credentials for those who ask. */
    static OkHttpClient.Builder client() {
        return new OkHttpClient.Builder()
                .authenticator((route, response) -> response.request().header("Authorization") != null
                        ? null
                        : response.request()
                                .newBuilder()
                                .header("Authorization", Credentials.basic("user", "password"))
                                .build());
    }

    @Override
    default PreparedCall prepare(OutboundCall call) {
        Request request = request(call);
        return () -> {
            try (Response response = calls().newCall(request).execute()) {
                return response.code();
            }
        };
    }

    @Override
    default void start(OutboundCall call, Callback callback) {
        calls().newCall(request(call)).enqueue(telling(callback));
    }

    @Override
    default void startOnOneConnection(OutboundCall call, Callback callback) {
        oneCallAtATime().newCall(request(call)).enqueue(telling(callback));
    }

    private static Request request(OutboundCall call) {
        Request.Builder request = new Request.Builder().url(call.uri().toString());
        call.headers().forEach(request::header);
        RequestBody body = call.body() == null ? null : RequestBody.create(call.body(), null);
        return request.method(call.method(), body).build();
    }

    private static okhttp3.Callback telling(Callback callback) {
        return new okhttp3.Callback() {
            @Override
            public void onResponse(Call call, Response response) {
                response.close();
                callback.answered(response.code());
            }

            @Override
            public void onFailure(Call call, IOException failure) {
                callback.failed(failure);
            }
        };
    }
}
