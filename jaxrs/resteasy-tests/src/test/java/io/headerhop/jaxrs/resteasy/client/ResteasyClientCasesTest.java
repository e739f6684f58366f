// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.jaxrs.contract.JaxrsClientContract;
import io.headerhop.jaxrs.contract.NaiveClients;
import io.headerhop.jaxrs.contract.WayToInvoke;
import org.junit.jupiter.api.Test;

class ResteasyClientCasesTest implements JaxrsClientContract {
    @Test
    void aFilterThatReadsAThreadLocalIsRightForSynchronousCallsOnly() throws Exception {
        assertThat(NaiveClients.waysThatWork()).containsExactly(WayToInvoke.SYNC, WayToInvoke.INVOKE);
    }
}
