// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.payment;

import io.headerhop.Destinations;
import io.headerhop.HeaderPropagation;
import io.headerhop.examples.shop.service.Environment;
import io.headerhop.examples.shop.service.RequestLog;
import io.headerhop.examples.shop.service.Running;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.servlet.HeaderPropagationInitializer;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;

/** Payment: JAX-RS by Jersey, as a servlet on Undertow, which calls the bank with the JAX-RS client. */
public final class Payment {
    private Payment() {}

    public static void main(String[] args) throws Exception {
        start(Environment.ofProcess()).untilTold();
    }

    /** Starts the service; it listens when this returns. */
    public static Running start(Environment environment) throws Exception {
        URI bank = environment.url("BANK_URL", "http://bank:8080");
        Running running = new Running();
        RequestLog log = running.start(() -> RequestLog.of("payment", environment));

        // Outbound: each call carries the headers of the request that triggered it.
        Client client = ClientBuilder.newBuilder()
                .connectTimeout(1, TimeUnit.SECONDS)
                .readTimeout(400, TimeUnit.MILLISECONDS)
                .register(HeaderPropagationClientFeature.class)
                .build();
        running.stopWith(client);

        // Inbound: captures the headers of each request. The bank, which is outside the mesh, gets none of them.
        HeaderPropagation notToTheBank = HeaderPropagation.fromEnvironment()
                .destinations(Destinations.addressed().except(bank.getAuthority()));
        DeploymentInfo deployment = Servlets.deployment()
                .setClassLoader(Payment.class.getClassLoader())
                .setDeploymentName("payment")
                .setContextPath("/")
                .addServletContainerInitializer(new ServletContainerInitializerInfo(
                        HeaderPropagationInitializer.class,
                        new ImmediateInstanceFactory<>(new HeaderPropagationInitializer(notToTheBank)),
                        Set.of()));
        ResourceConfig application = new ResourceConfig()
                .register(new PaymentResource(client.target(bank), log))
                .property(ServerProperties.WADL_FEATURE_DISABLE, true);
        deployment.addServlet(Servlets.servlet(
                        "jersey",
                        ServletContainer.class,
                        new ImmediateInstanceFactory<>(new ServletContainer(application)))
                .addMapping("/*")
                .setAsyncSupported(true)
                .setLoadOnStartup(1));

        DeploymentManager manager = Servlets.newContainer().addDeployment(deployment);
        manager.deploy();
        Undertow server = Undertow.builder()
                .addHttpListener(
                        environment.port("PORT", 8080), environment.text("LISTEN_ON", "127.0.0.1"), manager.start())
                .setIoThreads(1)
                .setWorkerThreads(8)
                .build();
        running.stopWith(server::stop);
        server.start();
        return running;
    }
}
