// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.server;

import io.headerhop.jaxrs.contract.ForwardingContract;
import io.headerhop.jaxrs.contract.JaxrsAsyncServerContract;
import io.headerhop.jaxrs.contract.JaxrsEventServerContract;
import io.headerhop.jaxrs.contract.NestedRequestContract;
import io.headerhop.jaxrs.contract.TimeoutSetElsewhereContract;
import io.headerhop.servlet.contract.JettyServer;
import jakarta.servlet.Filter;
import jakarta.ws.rs.core.Application;

class ResteasyJettyServerTest
        implements JaxrsAsyncServerContract,
                JaxrsEventServerContract,
                TimeoutSetElsewhereContract,
                NestedRequestContract,
                ForwardingContract {
    @Override
    public RunningServer start(int workers, Application application) throws Exception {
        return JettyServer.start(workers, new ResteasyServlet(application));
    }

    @Override
    public RunningServer start(int workers, Application application, Filter filter) throws Exception {
        return JettyServer.start(workers, new ResteasyServlet(application), filter);
    }
}
