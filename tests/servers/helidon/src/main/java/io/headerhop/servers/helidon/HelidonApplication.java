// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.helidon;

import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import io.headerhop.servers.Resource;
import io.headerhop.servers.Status;
import io.headerhop.servers.client.MicroProfileResource;
import io.headerhop.servers.pooled.PooledResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** With the feature registered. */
@ApplicationScoped
@ApplicationPath("/")
public class HelidonApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                Resource.class,
                MicroProfileResource.class,
                PooledResource.class,
                Status.class,
                HeaderPropagationServerFeature.class);
    }
}
