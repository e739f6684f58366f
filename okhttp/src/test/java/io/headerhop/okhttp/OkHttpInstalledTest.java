// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import io.headerhop.contract.DefaultPortContract;
import io.headerhop.contract.OutboundCall;
import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** As {@link OkHttpTest}, with the client itself. */
@ParameterizedClass
@EnumSource
record OkHttpInstalledTest(WayToCall way) implements OkHttpContract, DefaultPortContract {
    private static final Call.Factory CALLS =
            HeaderPropagationInterceptors.install(TestClients.client()).build();
    private static final Call.Factory WITHOUT_HEADERHOP = TestClients.client().build();

    @Override
    public Call.Factory calls() {
        return CALLS;
    }

    @Override
    public Call.Factory callsWithoutHeaderhop() {
        return WITHOUT_HEADERHOP;
    }

    @Override
    public PreparedCall prepareThroughProxy(OutboundCall call, int proxyPort) {
        OkHttpClient.Builder client =
                TestClients.client().proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", proxyPort)));
        return way.prepare(HeaderPropagationInterceptors.install(client).build(), call);
    }
}
