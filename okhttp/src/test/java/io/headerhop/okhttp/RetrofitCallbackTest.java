// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.CallbackContract;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.QueueingContract;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import retrofit2.Call;

/** Every way to call that returns before the response arrives. */
@ParameterizedClass
@EnumSource(names = {"ENQUEUE", "FUTURE"})
class RetrofitCallbackTest implements CallbackContract, QueueingContract {
    private static final RetrofitTest.Service SERVICE =
            RetrofitTest.service(TestClients.client().build());
    private static final RetrofitTest.Service ONE_CALL_AT_A_TIME = RetrofitTest.service(
            TestClients.client().dispatcher(TestClients.dispatcher(1)).build());

    private final RetrofitTest.Way way;

    RetrofitCallbackTest(RetrofitTest.Way way) {
        this.way = way;
    }

    @Override
    public void start(OutboundCall call, Callback callback) {
        way.start(SERVICE, call, callback);
    }

    @Override
    public void startInQueue(OutboundCall call, Callback callback) {
        way.start(ONE_CALL_AT_A_TIME, call, callback);
    }

    @Test
    void whatIsChainedToAFutureSeesTheCallersHeaders() throws Exception {
        String path = DOWNSTREAM.path("future");
        Downstream.Gate gate = DOWNSTREAM.gate(path);
        CapturedHeaders headers = Headers.ofRequest(1);
        CompletableFuture<CapturedHeaders> seen;
        try (Scope scope = headers.makeCurrent()) {
            seen = SERVICE.getLater(DOWNSTREAM.uri(path).toString(), Map.of())
                    .thenApply(response -> CapturedHeaders.current());
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
