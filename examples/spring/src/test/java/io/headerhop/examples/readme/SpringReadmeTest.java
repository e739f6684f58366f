// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.contract.RawHttp;
import io.headerhop.httpclient.HeaderPropagationInterceptors;
import io.headerhop.servlet.HeaderPropagationFilter;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.task.ThreadPoolTaskExecutorCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** The three beans of the project's README. They are in a package that the example does not scan. */
class SpringReadmeTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    private static ConfigurableApplicationContext service;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableAsync
    static class Service {
        @Bean
        FilterRegistrationBean<HeaderPropagationFilter> inbound() {
            FilterRegistrationBean<HeaderPropagationFilter> filter =
                    new FilterRegistrationBean<>(new HeaderPropagationFilter());
            filter.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
            filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return filter;
        }

        @Bean
        ClientHttpRequestFactoryBuilder<?> outbound() {
            return ClientHttpRequestFactoryBuilder.httpComponents()
                    .withHttpClientCustomizer(HeaderPropagationInterceptors::install);
        }

        @Bean
        ThreadPoolTaskExecutorCustomizer threads() {
            return executor ->
                    executor.setTaskDecorator(task -> CapturedHeaders.current().wrap(task));
        }

        @Bean
        Relay relay(RestClient.Builder client) {
            return new Relay(client.build());
        }

        @Bean
        Controller controller(Relay relay) {
            return new Controller(relay);
        }
    }

    static class Relay {
        private final RestClient client;

        Relay(RestClient client) {
            this.client = client;
        }

        @Nullable String call(String path) {
            return client.get().uri(DOWNSTREAM.uri(path)).retrieve().body(String.class);
        }

        @Async
        CompletableFuture<@Nullable String> callLater(String path) {
            return CompletableFuture.completedFuture(call(path));
        }
    }

    @RestController
    static class Controller {
        private final Relay relay;

        Controller(Relay relay) {
            this.relay = relay;
        }

        @GetMapping("/readme/sync")
        @Nullable String sync() {
            return relay.call("/readme/sync");
        }

        @GetMapping("/readme/async")
        CompletableFuture<@Nullable String> async() {
            return relay.callLater("/readme/async");
        }
    }

    @BeforeAll
    static void start() {
        service = SpringApplication.run(Service.class, "--server.address=127.0.0.1", "--server.port=0");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/readme/sync", "/readme/async"})
    void whatCameInGoesOut(String path) throws Exception {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        RawHttp.Answer answer =
                RawHttp.get(URI.create("http://127.0.0.1:" + port + path), "x-request-id: " + Headers.requestId(1));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(DOWNSTREAM.receivedOnce(path)).containsEntry("x-request-id", Headers.requestId(1));
    }
}
