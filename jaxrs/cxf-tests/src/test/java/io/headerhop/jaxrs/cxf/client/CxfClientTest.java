// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.cxf.client;

import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundContract;
import io.headerhop.jaxrs.contract.AsyncExecutor;
import io.headerhop.jaxrs.contract.ClientMatrix;
import io.headerhop.jaxrs.contract.WayToInvoke;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All except rx() on a client without an executor; for that see {@link CxfWithoutExecutorTest}. */
@ParameterizedClass
@MethodSource("ways")
class CxfClientTest implements OutboundContract {
    @Parameter(0)
    AsyncExecutor executor;

    @Parameter(1)
    WayToInvoke way;

    static Stream<Arguments> ways() {
        return ClientMatrix.everyWay()
                .filter(row -> row.get()[0] != AsyncExecutor.DEFAULT || row.get()[1] != WayToInvoke.RX);
    }

    @Override
    public PreparedCall prepare(OutboundCall call) {
        return way.prepare(ClientMatrix.client(executor), call);
    }
}
