package io.headerhop.jaxrs.cxf.server;

import io.headerhop.jaxrs.contract.JaxrsAsyncServerContract;
import jakarta.ws.rs.core.Application;
import org.apache.cxf.jaxrs.servlet.CXFNonSpringJaxrsServlet;

class CxfServletServerTest implements JaxrsAsyncServerContract {
    @Override
    public RunningServer start(int workers, Application application) throws Exception {
        return JettyServer.start(workers, new CXFNonSpringJaxrsServlet(application));
    }
}
