// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.servers.tests.war.FeatureApplication;
import org.junit.jupiter.api.Test;

/** Open Liberty hides the classes that the JAX-RS feature needs. */
class LibertyFeatureTest {
    @Test
    void theFeatureIsNotEnabledAndSaysWhyAndWhatToUseAndRequestsAreServed() throws Exception {
        int port = Ports.free();
        War war = new War().without("ee").withClass(FeatureApplication.class);
        try (ServerProcess server = Liberty.start("feature", war, port)) {
            assertThat(new Requests("http://127.0.0.1:" + port).sendTo("/current"))
                    .isEqualTo("{missing=200, without=100}");
            assertThat(server.awaitInLog("HeaderPropagationServerFeature needs classes [^\n]*"))
                    .contains("use the filter of headerhop-servlet instead");
        }
    }
}
