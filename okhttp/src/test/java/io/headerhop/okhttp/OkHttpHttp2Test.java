// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Here all calls share one connection. */
@ParameterizedClass
@EnumSource
record OkHttpHttp2Test(WayToCall way) implements OkHttpContract {
    private static final Call.Factory CALLS = HeaderPropagationCallFactory.create(client().build());
    private static final Call.Factory WITHOUT_HEADERHOP = client().build();

    static OkHttpClient.Builder client() {
        return TestClients.client().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    }

    @Override
    public Call.Factory calls() {
        return CALLS;
    }

    @Override
    public Call.Factory callsWithoutHeaderhop() {
        return WITHOUT_HEADERHOP;
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
}
