// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.jersey.server;

import io.headerhop.jaxrs.contract.ForwardingContract;
import io.headerhop.jaxrs.contract.JaxrsAsyncServerContract;
import io.headerhop.jaxrs.contract.JaxrsEventServerContract;
import io.headerhop.jaxrs.contract.NestedRequestContract;
import io.headerhop.jaxrs.contract.StatusPageContract;
import io.headerhop.jaxrs.contract.TimeoutSetElsewhereContract;
import io.headerhop.servlet.contract.JettyServer;
import jakarta.servlet.Filter;
import jakarta.ws.rs.core.Application;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

class JerseyServletServerTest
        implements JaxrsAsyncServerContract,
                JaxrsEventServerContract,
                TimeoutSetElsewhereContract,
                NestedRequestContract,
                ForwardingContract,
                StatusPageContract {
    @Override
    public RunningServer start(int workers, Application application) throws Exception {
        return JettyServer.start(workers, new ServletContainer(ResourceConfig.forApplication(application)));
    }

    @Override
    public RunningServer start(int workers, Application application, Filter filter) throws Exception {
        return JettyServer.start(workers, new ServletContainer(ResourceConfig.forApplication(application)), filter);
    }
}
