// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import io.headerhop.contract.CallbackContract;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundClient.PreparedCall;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** The ways to make a call with OkHttp. */
enum WayToCall {
    EXECUTE {
        @Override
        int send(Call call) throws IOException {
            try (Response response = call.execute()) {
                return response.code();
            }
        }
    },
    ENQUEUE {
        @Override
        int send(Call call) throws Exception {
            CallbackContract.Callback callback = new CallbackContract.Callback();
            call.enqueue(telling(callback));
            try {
                return callback.awaitStatus();
            } catch (ExecutionException e) {
                throw (Exception) e.getCause();
            }
        }
    };

    abstract int send(Call call) throws Exception;

    PreparedCall prepare(Call.Factory calls, OutboundCall call) {
        Request request = request(call);
        return () -> send(calls.newCall(request));
    }

    static Request request(OutboundCall call) {
        Request.Builder request = new Request.Builder().url(call.uri().toString());
        call.headers().forEach(request::header);
        RequestBody body = call.body() == null ? null : RequestBody.create(call.body(), null);
        return request.method(call.method(), body).build();
    }

    static Callback telling(CallbackContract.Callback callback) {
        return new Callback() {
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
