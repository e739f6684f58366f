// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.contract.Delegation;
import io.headerhop.contract.Headers;
import org.apache.cxf.continuations.ContinuationProvider;
import org.apache.cxf.message.ExchangeImpl;
import org.junit.jupiter.api.Test;

class CxfServerDelegationTest {
    @Test
    void allMethodsOfAContinuationProviderAreHandedOn() {
        Delegation.of(
                        ContinuationProvider.class,
                        provider -> new CxfContinuations(provider, new ExchangeImpl(), Headers.ofRequest(1)))
                .assertComplete();
    }
}
