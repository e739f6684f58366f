// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.jersey.server;

import io.headerhop.contract.InboundContract.RunningServer;
import io.headerhop.jaxrs.contract.BehindServletFilterContract;
import io.headerhop.servlet.contract.JettyServer;
import jakarta.servlet.Filter;
import jakarta.ws.rs.core.Application;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

class JerseyBehindServletFilterTest implements BehindServletFilterContract {
    @Override
    public RunningServer start(int workers, Application application, Filter filter) throws Exception {
        return JettyServer.start(workers, new ServletContainer(ResourceConfig.forApplication(application)), filter);
    }
}
