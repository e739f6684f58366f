// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.server;

import io.headerhop.contract.InboundContract.RunningServer;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.ws.rs.core.Application;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executor;

/** RESTEasy's servlet in Undertow. */
final class UndertowServer implements RunningServer {
    private final Undertow undertow;
    private final DeploymentManager manager;

    private UndertowServer(Undertow undertow, DeploymentManager manager) {
        this.undertow = undertow;
        this.manager = manager;
    }

    static UndertowServer start(int workers, Application application, Filter... filters) throws Exception {
        DeploymentInfo deployment = Servlets.deployment()
                .setClassLoader(UndertowServer.class.getClassLoader())
                .setContextPath("/")
                .setDeploymentName("test")
                .addServlet(Servlets.servlet(
                                "resteasy",
                                ResteasyServlet.class,
                                new ImmediateInstanceFactory<>(new ResteasyServlet(application)))
                        .setAsyncSupported(true)
                        .setLoadOnStartup(1)
                        .addMapping("/*"));
        for (Filter filter : filters) {
            deployment.addFilter(Servlets.filter("filter", filter.getClass(), new ImmediateInstanceFactory<>(filter))
                    .setAsyncSupported(true));
            for (DispatcherType type : DispatcherType.values()) {
                deployment.addFilterUrlMapping("filter", "/*", type);
            }
        }
        DeploymentManager manager = Servlets.newContainer().addDeployment(deployment);
        manager.deploy();
        Undertow undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", manager.start())
                .setIoThreads(1)
                .setWorkerThreads(workers)
                .build();
        undertow.start();
        return new UndertowServer(undertow, manager);
    }

    @Override
    public URI uri() {
        InetSocketAddress address =
                (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
        return URI.create("http://127.0.0.1:" + address.getPort() + "/handle");
    }

    @Override
    public Executor workers() {
        return undertow.getWorker();
    }

    @Override
    public void close() throws Exception {
        undertow.stop();
        manager.stop();
        manager.undeploy();
    }
}
