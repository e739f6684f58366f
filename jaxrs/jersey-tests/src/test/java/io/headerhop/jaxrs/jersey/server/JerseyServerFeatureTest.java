// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.jersey.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.contract.InboundContract;
import io.headerhop.contract.RawHttp;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import io.headerhop.jaxrs.contract.HidingClassLoader;
import io.headerhop.jaxrs.contract.JaxrsServerContract;
import io.headerhop.jaxrs.contract.ServerNotes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;

class JerseyServerFeatureTest {
    @Test
    void isRegisteredAsTheReadmeSays() throws Exception {
        ResourceConfig application = new ResourceConfig(Orders.class).register(HeaderPropagationServerFeature.class);
        assertThat(idIn(application, "/orders")).isEqualTo(JaxrsServerContract.ID);

        HeaderPropagation propagation = HeaderPropagation.of(HeaderNames.istio().plus("x-canary"));
        ResourceConfig edge = new ResourceConfig(Orders.class)
                .register(new HeaderPropagationServerFeature(propagation)
                        .trusting(request -> request.getSecurityContext().isSecure())
                        .echoingRequestId());
        assertThat(idIn(edge, "/orders")).isEqualTo("none");
    }

    @Test
    void trustsNobodyIfThePredicateThrows() throws Exception {
        ResourceConfig application = new ResourceConfig(Orders.class)
                .register(new HeaderPropagationServerFeature().trusting(request -> {
                    throw new IllegalStateException("on purpose");
                }));
        assertThat(idIn(application, "/orders")).isEqualTo("none");
    }

    @Test
    void keepsARequestIdThatTheApplicationPutsOnTheResponse() throws Exception {
        ResourceConfig application =
                new ResourceConfig(Orders.class).register(new HeaderPropagationServerFeature().echoingRequestId());
        try (InboundContract.RunningServer server = new JerseyGrizzlyServerTest().start(1, application)) {
            RawHttp.Answer answer = JaxrsServerContract.get(server, "/orders/own-id");
            assertThat(answer.headerLines())
                    .contains("X-Request-ID: own")
                    .noneMatch(line -> line.contains(JaxrsServerContract.ID));
        }
    }

    @Test
    void saysWhatToRegisterInAClient() {
        try (Client client = ClientBuilder.newClient().register(new HeaderPropagationServerFeature())) {
            assertThatThrownBy(
                            () -> client.target("http://127.0.0.1:1/").request().get())
                    .hasStackTraceContaining("in a client register HeaderPropagationClientFeature");
        }
    }

    @Test
    void saysWhatToUseInAnImplementationThatItDoesNotKnow() {
        Configuration configuration = proxy(Configuration.class, RuntimeType.SERVER);
        FeatureContext unknown = proxy(FeatureContext.class, configuration);
        assertThatThrownBy(() -> new HeaderPropagationServerFeature().configure(unknown))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("use the filter of headerhop-servlet instead");
    }

    @Test
    void refusesToStartInAServerThatHidesItsClassesAndSaysWhatToUse() throws Exception {
        ResourceConfig application =
                new ResourceConfig(Orders.class).register(new HidingClassLoader("org.glassfish.jersey.").feature());
        assertThatThrownBy(() -> new ApplicationHandler(application))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("use the filter of headerhop-servlet instead");
    }

    private static String idIn(ResourceConfig application, String path) throws Exception {
        try (InboundContract.RunningServer server = new JerseyGrizzlyServerTest().start(1, application)) {
            return JaxrsServerContract.get(server, path).body();
        }
    }

    private static <T> T proxy(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer));
    }

    @Path("/orders")
    public static final class Orders {
        @GET
        public String orders() {
            return ServerNotes.current();
        }

        @GET
        @Path("own-id")
        public Response ownId() {
            return Response.ok("done").header("X-Request-ID", "own").build();
        }
    }
}
