// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** Registering the feature in a client that it cannot fully support logs what to write. */
class UnknownImplementationClientTest {
    @Test
    void isToldToGiveTheClientAnExecutorThatHandsHeadersOver() {
        FeatureContext unknown = (FeatureContext) Proxy.newProxyInstance(
                FeatureContext.class.getClassLoader(),
                new Class<?>[] {FeatureContext.class},
                (proxy, method, args) -> method.getReturnType() == Configuration.class ? null : proxy);
        try (WhatIsLogged log = new WhatIsLogged()) {
            assertThat(new HeaderPropagationClientFeature().configure(unknown)).isTrue();
            assertThat(log.text())
                    .contains("INFO")
                    .contains("WARNING HeaderPropagationClientFeature knows Jersey, RESTEasy and CXF")
                    .contains("ClientBuilder.executorService(CapturedHeaders.propagating(pool))");
        }
    }
}
