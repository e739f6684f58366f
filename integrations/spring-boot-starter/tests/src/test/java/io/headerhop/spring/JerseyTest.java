// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import java.net.URI;
import java.util.Set;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.web.client.RestClient;

/** JAX-RS resources on the Jersey that Spring Boot configures. */
class JerseyTest {
    /** As an application would write it. */
    @Path("/")
    public static final class Resource {
        private final RestClient client;
        private final AsyncTaskExecutor executor;

        Resource(RestClient client, AsyncTaskExecutor executor) {
            this.client = client;
            this.executor = executor;
        }

        @GET
        @Path("sync")
        public String sync(@QueryParam("uri") URI uri) {
            return client.get().uri(uri + "/jersey").retrieve().body(String.class);
        }

        @GET
        @Path("suspended")
        public void suspended(@QueryParam("uri") URI uri, @Suspended AsyncResponse response) {
            executor.execute(() -> response.resume(sync(uri)));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class JerseyService {
        @Bean
        ResourceConfig resources(RestClient.Builder builder, AsyncTaskExecutor executor) {
            return new ResourceConfig().register(new Resource(builder.build(), executor));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "suspended"})
    void eachRequestsCallsCarryItsHeaders(String way) throws Exception {
        try (ConfigurableApplicationContext service =
                Service.start(JerseyService.class, "spring.jersey.application-path=/api")) {
            Traffic.send(service, "api/" + way, Set.of("/jersey"));
        }
    }
}
