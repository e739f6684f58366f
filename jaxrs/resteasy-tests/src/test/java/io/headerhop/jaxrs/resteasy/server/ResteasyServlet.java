// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.server;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.ws.rs.core.Application;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher;
import org.jboss.resteasy.spi.ResteasyDeployment;

/** RESTEasy's servlet with an application made by a test. */
final class ResteasyServlet extends HttpServlet30Dispatcher {
    private final transient Application application;

    ResteasyServlet(Application application) {
        this.application = application;
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
        ResteasyDeployment deployment = new ResteasyDeploymentImpl();
        deployment.setApplication(application);
        config.getServletContext().setAttribute(ResteasyDeployment.class.getName(), deployment);
        super.init(config);
    }
}
