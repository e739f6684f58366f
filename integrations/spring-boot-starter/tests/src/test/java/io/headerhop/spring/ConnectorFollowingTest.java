// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.contract.FollowingContract;
import io.headerhop.contract.OutboundCall;

/** {@code WebClient} on the JDK's client goes where it would go without the starter. */
class ConnectorFollowingTest implements FollowingContract {
    @Override
    public PreparedCall prepare(OutboundCall call) {
        return Connector.JDK.prepare(call);
    }

    @Override
    public PreparedCall prepareWithoutHeaderhop(OutboundCall call) {
        return Connector.JDK.prepareAlone(call);
    }
}
