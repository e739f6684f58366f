// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.client;

import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundContract;
import io.headerhop.jaxrs.contract.AsyncExecutor;
import io.headerhop.jaxrs.contract.ClientMatrix;
import io.headerhop.jaxrs.contract.WayToInvoke;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("io.headerhop.jaxrs.contract.ClientMatrix#everyWay")
class ResteasyClientTest implements OutboundContract {
    @Parameter(0)
    AsyncExecutor executor;

    @Parameter(1)
    WayToInvoke way;

    @Override
    public PreparedCall prepare(OutboundCall call) {
        return way.prepare(ClientMatrix.client(executor), call);
    }
}
