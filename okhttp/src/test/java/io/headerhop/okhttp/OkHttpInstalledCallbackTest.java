// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.CallbackContract;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.QueueingContract;
import java.io.IOException;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** As {@link OkHttpCallbackTest}, with clients derived from one on which was installed, and callbacks handed over. */
@ParameterizedClass
@MethodSource("clients")
class OkHttpInstalledCallbackTest implements CallbackContract, QueueingContract {
    private final Call.Factory calls;
    private final Call.Factory oneCallAtATime;

    OkHttpInstalledCallbackTest(OkHttpClient.Builder client) {
        OkHttpClient installed = HeaderPropagationInterceptors.install(client).build();
        calls = installed.newBuilder().dispatcher(TestClients.dispatcher(64)).build();
        oneCallAtATime =
                installed.newBuilder().dispatcher(TestClients.dispatcher(1)).build();
    }

    static Stream<OkHttpClient.Builder> clients() {
        return OkHttpCallbackTest.clients();
    }

    @Override
    public void start(OutboundCall call, Callback callback) {
        calls.newCall(WayToCall.request(call)).enqueue(handedOver(callback));
    }

    @Override
    public void startInQueue(OutboundCall call, Callback callback) {
        oneCallAtATime.newCall(WayToCall.request(call)).enqueue(handedOver(callback));
    }

    /** What a user has to do, since the client calls back with nothing current. */
    private static okhttp3.Callback handedOver(Callback callback) {
        okhttp3.Callback telling = WayToCall.telling(callback);
        CapturedHeaders headers = CapturedHeaders.current();
        return new okhttp3.Callback() {
            @Override
            public void onResponse(Call call, Response response) throws IOException {
                try (Scope scope = headers.makeCurrent()) {
                    telling.onResponse(call, response);
                }
            }

            @Override
            public void onFailure(Call call, IOException failure) {
                try (Scope scope = headers.makeCurrent()) {
                    telling.onFailure(call, failure);
                }
            }
        };
    }
}
