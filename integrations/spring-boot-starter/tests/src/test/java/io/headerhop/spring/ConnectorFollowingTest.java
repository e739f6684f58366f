// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.FollowingContract;
import io.headerhop.contract.OutboundCall;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

    /** As from JDK 25.0.3 on; older ones send them. */
    @Test
    @Override
    public void theCallersCredentialsGoWhereTheClientAloneSendsThem() throws Exception {
        String first = DOWNSTREAM.path("first");
        String other = DOWNSTREAM.path("other");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(other));
        send(OutboundCall.get(DOWNSTREAM.uri(first)).with(Map.of("Authorization", "Bearer own", "Cookie", "own=1")));
        assertThat(DOWNSTREAM.receivedOnce(first)).containsKeys("authorization", "cookie");
        assertThat(DOWNSTREAM.receivedOnce(other)).doesNotContainKeys("authorization", "cookie");
    }
}
