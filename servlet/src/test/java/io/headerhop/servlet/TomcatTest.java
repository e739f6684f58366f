// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import jakarta.servlet.ServletContainerInitializer;
import java.net.URI;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;

class TomcatTest
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
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir("target/tomcat");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        tomcat.getConnector().getProtocolHandler().setExecutor(threads);
        Context context = tomcat.addContext("", null);
        for (ServletContainerInitializer initializer : initializers) {
            context.addServletContainerInitializer(initializer, null);
        }
        ErrorPage errorPage = new ErrorPage();
        errorPage.setErrorCode(500);
        errorPage.setLocation("/error");
        context.addErrorPage(errorPage);
        tomcat.start();
        URI uri = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/handle");
        return new RunningServer() {
            @Override
            public URI uri() {
                return uri;
            }

            @Override
            public Executor workers() {
                return threads;
            }

            @Override
            public void close() throws Exception {
                tomcat.stop();
                tomcat.destroy();
                threads.shutdownNow();
            }
        };
    }
}
