// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.scan.StandardJarScanner;

class TomcatWarTest implements WarContract {
    @Override
    public Server deploy(War war, ServletContainerInitializer... initializers) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir("target/tomcat");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addWebapp("", war.directory().toString());
        // Looking for annotations in the jars of this test's class path takes seconds.
        ((StandardJarScanner) context.getJarScanner()).setScanClassPath(false);
        for (ServletContainerInitializer initializer : initializers) {
            context.addServletContainerInitializer(initializer, null);
        }
        DeployedOnTomcat server = new DeployedOnTomcat(tomcat, context);
        try (LoggedFailures logged = new LoggedFailures()) {
            tomcat.start();
            if (!context.getState().isAvailable()) {
                server.close();
                throw logged.failures.get(0);
            }
        }
        return server;
    }

    private static final class DeployedOnTomcat implements Server {
        private final Tomcat tomcat;
        private Context context;

        DeployedOnTomcat(Tomcat tomcat, Context context) {
            this.tomcat = tomcat;
            this.context = context;
        }

        @Override
        public URI uri() {
            return URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/");
        }

        @Override
        public ClassLoader classLoader() {
            return context.getLoader().getClassLoader();
        }

        @Override
        public ServletContext context() {
            return context.getServletContext();
        }

        @Override
        public void undeploy() throws Exception {
            context.stop();
            tomcat.getHost().removeChild(context);
            context = null;
        }

        @Override
        public void close() throws Exception {
            tomcat.stop();
            tomcat.destroy();
        }
    }

    /** Tomcat starts even if an application cannot be deployed, and only logs it. */
    private static final class LoggedFailures extends Handler implements AutoCloseable {
        private final Logger logger = Logger.getLogger("org.apache.catalina");
        private final List<Exception> failures = new CopyOnWriteArrayList<>();

        LoggedFailures() {
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord record) {
            if (record.getThrown() instanceof Exception failure) {
                failures.add(failure);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }
}
