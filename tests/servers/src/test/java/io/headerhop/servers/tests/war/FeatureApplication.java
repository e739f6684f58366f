// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests.war;

import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import io.headerhop.servers.Resource;
import io.headerhop.servers.Status;
import io.headerhop.servers.client.MicroProfileResource;
import io.headerhop.servers.pooled.PooledResource;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The JAX-RS feature in place of the filter. */
@ApplicationPath("/")
public class FeatureApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                Resource.class,
                PooledResource.class,
                MicroProfileResource.class,
                Status.class,
                HeaderPropagationServerFeature.class);
    }
}
