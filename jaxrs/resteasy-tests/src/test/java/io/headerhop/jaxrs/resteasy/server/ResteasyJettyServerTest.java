// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.server;

import io.headerhop.jaxrs.contract.JaxrsAsyncServerContract;
import io.headerhop.jaxrs.contract.JaxrsEventServerContract;
import io.headerhop.jaxrs.contract.TimeoutSetElsewhereContract;
import io.headerhop.servlet.contract.JettyServer;
import jakarta.ws.rs.core.Application;

class ResteasyJettyServerTest
        implements JaxrsAsyncServerContract, JaxrsEventServerContract, TimeoutSetElsewhereContract {
    @Override
    public RunningServer start(int workers, Application application) throws Exception {
        return JettyServer.start(workers, new ResteasyServlet(application));
    }
}
