// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.cxf.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.jaxrs.contract.JaxrsClientContract;
import io.headerhop.jaxrs.contract.NaiveClients;
import io.headerhop.jaxrs.contract.WayToInvoke;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class CxfClientCasesTest implements JaxrsClientContract {
    @Test
    void aFilterThatReadsAThreadLocalIsRightExceptForRx() throws Exception {
        assertThat(NaiveClients.waysThatWork())
                .containsExactlyElementsOf(EnumSet.complementOf(EnumSet.of(WayToInvoke.RX)));
    }
}
