// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.client;

import io.headerhop.contract.CallbackContract;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.QueueingContract;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.jaxrs.contract.AsyncExecutor;
import io.headerhop.jaxrs.contract.ClientMatrix;
import io.headerhop.jaxrs.contract.WayToInvoke;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Callbacks, with RESTEasy's own executor and with the application's; no executor is wrapped. */
@ParameterizedClass
@MethodSource("io.headerhop.jaxrs.contract.ClientMatrix#waysWithCallback")
class ResteasyAsyncClientTest implements CallbackContract, QueueingContract {
    private static final Client ONE_THREAD_OF_RESTEASY =
            ClientBuilder.newClient().register(HeaderPropagationClientFeature.class);
    private static final Client ONE_THREAD_OF_APPLICATION = ClientBuilder.newBuilder()
            .executorService(AsyncExecutor.daemons(1))
            .build()
            .register(HeaderPropagationClientFeature.class);

    @Parameter(0)
    AsyncExecutor executor;

    @Parameter(1)
    WayToInvoke way;

    @Override
    public void start(OutboundCall call, Callback callback) throws Exception {
        way.start(ClientMatrix.client(executor), call, callback);
    }

    @Override
    public void startInQueue(OutboundCall call, Callback callback) throws Exception {
        way.start(
                executor == AsyncExecutor.DEFAULT ? ONE_THREAD_OF_RESTEASY : ONE_THREAD_OF_APPLICATION, call, callback);
    }
}
