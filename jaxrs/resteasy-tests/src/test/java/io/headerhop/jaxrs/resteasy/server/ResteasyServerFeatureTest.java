// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.jaxrs.contract.HidingClassLoader;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Feature;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.spi.ResteasyDeployment;
import org.junit.jupiter.api.Test;

class ResteasyServerFeatureTest {
    /** Open Liberty would answer each request with 500 if it threw: see tests/servers. */
    @Test
    void isNotEnabledInAServerThatHidesItsClassesAndSaysWhatToUse() throws Exception {
        Feature feature = new HidingClassLoader("org.jboss.resteasy.").feature();
        ResteasyDeployment deployment = new ResteasyDeploymentImpl();
        deployment.setApplication(new Application() {
            @Override
            @SuppressWarnings("deprecation")
            public Set<Object> getSingletons() {
                return Set.of(feature);
            }
        });
        StringBuffer logged = new StringBuffer();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.append(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("io.headerhop");
        logger.addHandler(handler);
        try {
            deployment.start();
            assertThat(deployment.getProviderFactory().getConfiguration().isEnabled(feature))
                    .isFalse();
        } finally {
            logger.removeHandler(handler);
            deployment.stop();
        }
        assertThat(logged).contains("use the filter of headerhop-servlet instead");
    }
}
