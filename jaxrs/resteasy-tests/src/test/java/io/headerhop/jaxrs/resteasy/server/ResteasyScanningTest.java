// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.headerhop.contract.RawHttp;
import io.headerhop.jaxrs.contract.Operators;
import io.headerhop.jaxrs.contract.ScannedClasses;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.ext.Provider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.jboss.resteasy.plugins.server.sun.http.HttpContextBuilder;
import org.junit.jupiter.api.Test;

/** An application that names no classes, in a WAR with our jar: a server gives RESTEasy those with an annotation. */
class ResteasyScanningTest {
    @Test
    void theServerFindsTheApplicationsClassesAndNoneOfOurs() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        HttpContextBuilder resteasy = new HttpContextBuilder();
        resteasy.getDeployment().setApplication(new Application());
        resteasy.getDeployment().getScannedResourceClasses().add(Orders.class.getName());
        resteasy.getDeployment().getScannedProviderClasses().add(Status.class.getName());
        resteasy.getDeployment().getScannedProviderClasses().add(Operators.class.getName());
        resteasy.getDeployment().getScannedResourceClasses().addAll(ScannedClasses.with(Path.class));
        resteasy.getDeployment().getScannedProviderClasses().addAll(ScannedClasses.with(Provider.class));
        resteasy.bind(server);
        server.start();
        try {
            URI orders = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/orders");
            assertThat(RawHttp.get(orders).body()).isEqualTo("orders");
            assertThat(RawHttp.get(orders.resolve("/headerhop")).status()).isEqualTo(404);
            assertThat(RawHttp.get(orders.resolve("/headerhop"), "X-Key: secret")
                            .body())
                    .contains("<h1>Headerhop</h1>");
        } finally {
            server.stop(0);
            resteasy.cleanup();
        }
    }

    /** The application's own. */
    @Path("orders")
    public static final class Orders {
        @GET
        public String get() {
            return "orders";
        }
    }
}
