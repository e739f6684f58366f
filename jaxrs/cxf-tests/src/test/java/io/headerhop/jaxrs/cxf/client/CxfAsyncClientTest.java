// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.cxf.client;

import io.headerhop.contract.CallbackContract;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.QueueingContract;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.jaxrs.contract.AsyncExecutor;
import io.headerhop.jaxrs.contract.ClientMatrix;
import io.headerhop.jaxrs.contract.WayToInvoke;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Callbacks of a client with an executor that the application did not wrap. */
@ParameterizedClass
@EnumSource(names = {"ASYNC_CALLBACK", "SUBMIT_CALLBACK", "RX"})
class CxfAsyncClientTest implements CallbackContract, QueueingContract {
    /** CXF does not limit its connections; here the responses wait for each other, and with rx() so do the calls. */
    private static final Client ONE_THREAD = ClientBuilder.newBuilder()
            .executorService(AsyncExecutor.daemons(1))
            .build()
            .register(HeaderPropagationClientFeature.class);

    private final WayToInvoke way;

    CxfAsyncClientTest(WayToInvoke way) {
        this.way = way;
    }

    @Override
    public void start(OutboundCall call, Callback callback) throws Exception {
        way.start(ClientMatrix.client(AsyncExecutor.POOL), call, callback);
    }

    @Override
    public void startInQueue(OutboundCall call, Callback callback) throws Exception {
        way.start(ONE_THREAD, call, callback);
    }
}
