// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import okhttp3.Call;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** Here all calls share one connection: up to 64 streams at once, or one after the other. */
class OkHttpHttp2Test implements OkHttpContract {
    private static final OkHttpClient CLIENT = OkHttpContract.client()
            .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
            .dispatcher(dispatcher(64))
            .build();
    private static final Call.Factory CALLS = HeaderPropagationCallFactory.create(CLIENT);
    private static final Call.Factory ONE_CALL_AT_A_TIME = HeaderPropagationCallFactory.create(
            CLIENT.newBuilder().dispatcher(dispatcher(1)).build());

    @Override
    public Call.Factory calls() {
        return CALLS;
    }

    @Override
    public Call.Factory oneCallAtATime() {
        return ONE_CALL_AT_A_TIME;
    }

    @Test
    void isHttp2() throws Exception {
        Request request = new Request.Builder()
                .url(DOWNSTREAM.uri(DOWNSTREAM.path("protocol")).toString())
                .build();
        try (Response response = calls().newCall(request).execute()) {
            assertThat(response.protocol()).isEqualTo(Protocol.H2_PRIOR_KNOWLEDGE);
        }
    }

    private static Dispatcher dispatcher(int requestsAtOnce) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(requestsAtOnce);
        dispatcher.setMaxRequestsPerHost(requestsAtOnce);
        return dispatcher;
    }
}
