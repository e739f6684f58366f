// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.jersey.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.headerhop.contract.RawHttp;
import io.headerhop.jaxrs.HeaderPropagationStatusFeature;
import io.headerhop.jaxrs.contract.Operators;
import io.headerhop.jaxrs.contract.ScannedClasses;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;

/** An application whose classes are found by scanning all packages, ours among them. */
class JerseyScanningTest {
    @Test
    void jerseyFindsNoneOfOurClasses() throws Exception {
        ResourceConfig application = new ResourceConfig(Orders.class)
                .files(true, ScannedClasses.place().toString());
        assertThat(application.getClasses()).containsExactly(Orders.class);

        application.register(Operators.class);
        application.register(new HeaderPropagationStatusFeature(
                request -> request.getSecurityContext().isUserInRole("operator")));
        HttpServer server = JdkHttpServerFactory.createHttpServer(URI.create("http://127.0.0.1:0/"), application);
        try {
            URI orders = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/orders");
            assertThat(RawHttp.get(orders).body()).isEqualTo("orders");
            assertThat(RawHttp.get(orders.resolve("/headerhop")).status()).isEqualTo(404);
            assertThat(RawHttp.get(orders.resolve("/headerhop"), "X-Key: secret")
                            .body())
                    .contains("<h1>Headerhop</h1>");
        } finally {
            server.stop(0);
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
