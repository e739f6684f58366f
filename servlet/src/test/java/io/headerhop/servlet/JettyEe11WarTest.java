// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import io.headerhop.servlet.contract.JettyServer;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.net.URI;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

class JettyEe11WarTest implements WarContract {
    @Override
    public Server deploy(War war, ServletContainerInitializer... initializers) throws Exception {
        WebAppContext context = new WebAppContext(war.directory().toString(), "/");
        context.setThrowUnavailableOnStartupException(true);
        for (ServletContainerInitializer initializer : initializers) {
            context.addServletContainerInitializer(initializer);
        }
        ContextHandlerCollection contexts = new ContextHandlerCollection(context);
        return new DeployedOnJetty(JettyServer.start(2, contexts), contexts, context);
    }

    private static final class DeployedOnJetty implements Server {
        private final JettyServer server;
        private final Handler.Collection contexts;
        private WebAppContext context;

        DeployedOnJetty(JettyServer server, Handler.Collection contexts, WebAppContext context) {
            this.server = server;
            this.contexts = contexts;
            this.context = context;
        }

        @Override
        public URI uri() {
            return server.uri().resolve("/");
        }

        @Override
        public ClassLoader classLoader() {
            return context.getClassLoader();
        }

        @Override
        public ServletContext context() {
            return context.getServletContext();
        }

        @Override
        public void undeploy() throws Exception {
            context.stop();
            contexts.removeHandler(context);
            context.destroy();
            context = null;
        }

        @Override
        public void close() throws Exception {
            server.close();
        }
    }
}
