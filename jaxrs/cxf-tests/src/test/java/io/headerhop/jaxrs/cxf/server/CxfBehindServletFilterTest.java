// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.cxf.server;

import io.headerhop.contract.InboundContract.RunningServer;
import io.headerhop.jaxrs.contract.BehindServletFilterContract;
import io.headerhop.servlet.contract.JettyServer;
import jakarta.servlet.Filter;
import jakarta.ws.rs.core.Application;
import org.apache.cxf.jaxrs.servlet.CXFNonSpringJaxrsServlet;

class CxfBehindServletFilterTest implements BehindServletFilterContract {
    @Override
    public RunningServer start(int workers, Application application, Filter filter) throws Exception {
        return JettyServer.start(workers, new CXFNonSpringJaxrsServlet(application), filter);
    }
}
