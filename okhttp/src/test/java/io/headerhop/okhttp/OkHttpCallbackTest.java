// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import io.headerhop.contract.CallbackContract;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.QueueingContract;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Over HTTP/1.1, and over HTTP/2 with up to 64 streams at once or one at a time. */
@ParameterizedClass
@MethodSource("clients")
class OkHttpCallbackTest implements CallbackContract, QueueingContract {
    private final Call.Factory calls;
    private final Call.Factory oneCallAtATime;

    OkHttpCallbackTest(OkHttpClient.Builder client) {
        calls = HeaderPropagationCallFactory.create(
                client.dispatcher(TestClients.dispatcher(64)).build());
        oneCallAtATime = HeaderPropagationCallFactory.create(
                client.dispatcher(TestClients.dispatcher(1)).build());
    }

    static Stream<OkHttpClient.Builder> clients() {
        return Stream.of(TestClients.client(), OkHttpHttp2Test.client());
    }

    @Override
    public void start(OutboundCall call, Callback callback) {
        calls.newCall(WayToCall.request(call)).enqueue(WayToCall.telling(callback));
    }

    @Override
    public void startInQueue(OutboundCall call, Callback callback) {
        oneCallAtATime.newCall(WayToCall.request(call)).enqueue(WayToCall.telling(callback));
    }
}
