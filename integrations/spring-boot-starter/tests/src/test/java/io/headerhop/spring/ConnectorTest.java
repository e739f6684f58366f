// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundContract;
import io.headerhop.contract.RedirectContract;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class ConnectorTest implements OutboundContract, RedirectContract {
    @Parameter
    Connector connector;

    @Override
    public PreparedCall prepare(OutboundCall call) {
        return connector.prepare(call);
    }
}
