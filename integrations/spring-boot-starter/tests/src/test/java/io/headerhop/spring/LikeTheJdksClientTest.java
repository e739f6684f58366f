// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.contract.FollowingContract;
import io.headerhop.contract.OutboundCall;
import org.junit.jupiter.api.Nested;

/** Redirects are followed as the JDK's client follows them, which is told not to. */
class LikeTheJdksClientTest {
    @Nested
    class RestClients implements FollowingContract {
        @Override
        public PreparedCall prepare(OutboundCall call) {
            return RequestFactory.JDK.prepare(call);
        }

        @Override
        public PreparedCall prepareWithoutHeaderhop(OutboundCall call) {
            return RequestFactory.JDK.prepareAlone(call);
        }
    }

    @Nested
    class WebClients implements FollowingContract {
        @Override
        public PreparedCall prepare(OutboundCall call) {
            return Connector.JDK.prepare(call);
        }

        @Override
        public PreparedCall prepareWithoutHeaderhop(OutboundCall call) {
            return Connector.JDK.prepareAlone(call);
        }
    }
}
