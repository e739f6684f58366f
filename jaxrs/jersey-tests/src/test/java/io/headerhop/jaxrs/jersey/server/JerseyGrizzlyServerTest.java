// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.jersey.server;

import io.headerhop.jaxrs.contract.JaxrsAsyncServerContract;
import io.headerhop.jaxrs.contract.JaxrsEventServerContract;
import io.headerhop.jaxrs.contract.NestedRequestContract;
import io.headerhop.jaxrs.contract.StatusPageContract;
import io.headerhop.jaxrs.contract.TimeoutSetElsewhereContract;
import jakarta.ws.rs.core.Application;
import java.net.URI;
import java.util.concurrent.Executor;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;

class JerseyGrizzlyServerTest
        implements JaxrsAsyncServerContract,
                JaxrsEventServerContract,
                TimeoutSetElsewhereContract,
                NestedRequestContract,
                StatusPageContract {
    @Override
    public RunningServer start(int workers, Application application) throws Exception {
        HttpServer server = GrizzlyHttpServerFactory.createHttpServer(
                URI.create("http://127.0.0.1:0/"), ResourceConfig.forApplication(application), false);
        NetworkListener listener = server.getListener("grizzly");
        listener.getTransport()
                .setWorkerThreadPoolConfig(ThreadPoolConfig.defaultConfig()
                        .setPoolName("worker")
                        .setCorePoolSize(workers)
                        .setMaxPoolSize(workers));
        server.start();
        return new RunningServer() {
            @Override
            public URI uri() {
                return URI.create("http://127.0.0.1:" + listener.getPort() + "/handle");
            }

            @Override
            public Executor workers() {
                return listener.getTransport().getWorkerThreadPool();
            }

            @Override
            public void close() {
                server.shutdownNow();
            }
        };
    }
}
