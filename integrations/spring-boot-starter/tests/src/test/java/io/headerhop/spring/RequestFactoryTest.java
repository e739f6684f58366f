// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundContract;
import io.headerhop.contract.RedirectContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class RequestFactoryTest implements OutboundContract, RedirectContract {
    @Parameter
    RequestFactory factory;

    @Override
    public PreparedCall prepare(OutboundCall call) {
        return factory.prepare(call);
    }

    /** Spring 7 writes a line for each encoding on some of them: without Headerhop too. */
    @Test
    void theEncodingsThatItAcceptsAreThoseOfTheClientAlone() throws Exception {
        String alone = DOWNSTREAM.path("alone");
        String carrying = DOWNSTREAM.path("carrying");
        factory.prepareAlone(OutboundCall.get(DOWNSTREAM.uri(alone))).send();
        factory.prepare(OutboundCall.get(DOWNSTREAM.uri(carrying))).send();
        assertThat(DOWNSTREAM.receivedOnce(carrying).get("accept-encoding"))
                .isEqualTo(DOWNSTREAM.receivedOnce(alone).get("accept-encoding"));
    }
}
