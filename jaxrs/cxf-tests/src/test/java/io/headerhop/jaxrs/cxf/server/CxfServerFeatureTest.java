// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.cxf.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.jaxrs.contract.HidingClassLoader;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Feature;
import java.util.Set;
import org.apache.cxf.Bus;
import org.apache.cxf.bus.extension.ExtensionManagerBus;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxrs.utils.ResourceUtils;
import org.junit.jupiter.api.Test;

class CxfServerFeatureTest {
    @Test
    void refusesToStartInAServerThatHidesItsClassesAndSaysWhatToUse() throws Exception {
        Feature feature = new HidingClassLoader("org.apache.cxf.").feature();
        Bus bus = new ExtensionManagerBus();
        JAXRSServerFactoryBean factory = ResourceUtils.createApplication(
                new Application() {
                    @Override
                    @SuppressWarnings("deprecation")
                    public Set<Object> getSingletons() {
                        return Set.of(feature, new Orders());
                    }
                },
                true,
                false,
                false,
                bus);
        factory.setBus(bus);
        factory.setAddress("/");
        assertThatThrownBy(factory::create).hasStackTraceContaining("use the filter of headerhop-servlet instead");
    }

    @Path("/orders")
    public static final class Orders {
        @GET
        public String orders() {
            return "none";
        }
    }
}
