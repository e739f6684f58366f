// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.jersey.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.InboundContract;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import io.headerhop.jaxrs.contract.JaxrsServerContract;
import io.headerhop.jaxrs.contract.ServerNotes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;

/** A request that is served inside of another one, on the same thread. */
class JerseyNestedRequestTest {
    @Test
    void theOuterRequestHasItsHeadersBackAfterTheInnerOne() throws Exception {
        ServerNotes notes = new ServerNotes();
        HeaderPropagationServerFeature feature = new HeaderPropagationServerFeature(InboundContract.RULES);
        ApplicationHandler inner =
                new ApplicationHandler(new ResourceConfig().register(feature).registerInstances(new Inner(notes)));
        ResourceConfig outer = new ResourceConfig().register(feature).registerInstances(new Outer(notes, inner));
        try (InboundContract.RunningServer server = new JerseyGrizzlyServerTest().start(1, outer)) {
            JaxrsServerContract.get(server, "/outer");
            assertThat(InboundContract.currentOn(server.workers()).isEmpty()).isTrue();
        }
        assertThat(notes.places())
                .containsEntry("inner", "of-the-inner")
                .containsEntry("inner without headers", "none")
                .containsEntry("outer", JaxrsServerContract.ID);
    }

    @Path("/outer")
    public static final class Outer {
        private final ServerNotes notes;
        private final ApplicationHandler inner;

        Outer(ServerNotes notes, ApplicationHandler inner) {
            this.notes = notes;
            this.inner = inner;
        }

        @GET
        public String outer() throws Exception {
            ContainerRequest withHeaders = request("/inner");
            withHeaders.header("x-request-id", "of-the-inner");
            inner.apply(withHeaders).get();
            inner.apply(request("/inner/without-headers")).get();
            notes.at("outer");
            return "done";
        }

        private static ContainerRequest request(String path) {
            URI base = URI.create("http://inner/");
            return new ContainerRequest(base, base.resolve(path), "GET", null, new MapPropertiesDelegate(), null);
        }
    }

    @Path("/inner")
    public static final class Inner {
        private final ServerNotes notes;

        Inner(ServerNotes notes) {
            this.notes = notes;
        }

        @GET
        public String inner() {
            notes.at("inner");
            return "done";
        }

        @GET
        @Path("without-headers")
        public String withoutHeaders() {
            notes.at("inner without headers");
            return "done";
        }
    }
}
