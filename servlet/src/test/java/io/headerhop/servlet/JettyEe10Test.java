// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import io.headerhop.servlet.contract.JettyServer;
import jakarta.servlet.ServletContainerInitializer;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

class JettyEe10Test
        implements DispatchContract,
                AsyncContract,
                StreamContract,
                EchoContract,
                OwnFilterContract,
                CallbackContract,
                NextTaskContract,
                TransparencyContract,
                HeaderStoreContract {
    @Override
    public RunningServer start(int workers, ServletContainerInitializer... initializers) throws Exception {
        ServletContextHandler context = new ServletContextHandler("/");
        for (ServletContainerInitializer initializer : initializers) {
            context.addServletContainerInitializer(initializer);
        }
        ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
        errors.addErrorPage(500, "/error");
        context.setErrorHandler(errors);
        return JettyServer.start(workers, context);
    }
}
