// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.jaxrs.contract.HidingClassLoader;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Feature;
import java.util.Set;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.spi.ResteasyDeployment;
import org.junit.jupiter.api.Test;

class ResteasyServerFeatureTest {
    @Test
    void refusesToStartInAServerThatHidesItsClassesAndSaysWhatToUse() throws Exception {
        Feature feature = new HidingClassLoader("org.jboss.resteasy.").feature();
        ResteasyDeployment deployment = new ResteasyDeploymentImpl();
        deployment.setApplication(new Application() {
            @Override
            @SuppressWarnings("deprecation")
            public Set<Object> getSingletons() {
                return Set.of(feature);
            }
        });
        assertThatThrownBy(deployment::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("use the filter of headerhop-servlet instead");
    }
}
