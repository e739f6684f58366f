// SPDX-License-Identifier: Apache-2.0
package io.headerhop.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import feign.Feign;
import feign.RequestLine;
import feign.hc5.ApacheHttp5Client;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.contract.RawHttp;
import io.headerhop.httpclient.HeaderPropagationInterceptors;
import io.headerhop.servlet.HeaderPropagationFilter;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** The beans that the guide from Spring Cloud Sleuth shows for a service that does without the starter. */
class SpringBootWithoutTheStarterTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    private static ConfigurableApplicationContext service;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableAsync
    static class Service {
        @Bean
        FilterRegistrationBean<HeaderPropagationFilter> inbound() {
            HeaderPropagation propagation =
                    HeaderPropagation.of(HeaderNames.istio().plus("x-canary", "x-tenant-*"));
            FilterRegistrationBean<HeaderPropagationFilter> filter =
                    new FilterRegistrationBean<>(new HeaderPropagationFilter(propagation));
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

        @GetMapping("/starterless/sync")
        @Nullable String sync() {
            return relay.call("/starterless/sync");
        }

        @GetMapping("/starterless/async")
        CompletableFuture<@Nullable String> async() {
            return relay.callLater("/starterless/async");
        }
    }

    @BeforeAll
    static void start() {
        service = SpringApplication.run(
                Service.class,
                "--headerhop.enabled=false",
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--spring.task.execution.pool.core-size=1");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/starterless/sync", "/starterless/async"})
    void whatCameInGoesOutAndNothingIsLeftBehind(String path) throws Exception {
        get(path, "x-request-id: " + Headers.requestId(1), "x-tenant-name: blue");
        get(path, "x-request-id: " + Headers.requestId(2), "x-canary: always");
        get(path);

        assertThat(DOWNSTREAM.received(path))
                .extracting(SpringBootWithoutTheStarterTest::carried)
                .containsExactly(
                        Map.of("x-request-id", Headers.requestId(1), "x-tenant-name", "blue"),
                        Map.of("x-request-id", Headers.requestId(2), "x-canary", "always"),
                        Map.of());
    }

    interface Upstream {
        @RequestLine("GET /")
        String get();
    }

    @Test
    void aRequestFactoryMadeByHandIsGivenTheClient() {
        String path = DOWNSTREAM.path("by-hand");
        RestClient client = RestClient.builder()
                .requestFactory(new HttpComponentsClientHttpRequestFactory(
                        HeaderPropagationInterceptors.install(HttpClients.custom())
                                .build()))
                .build();
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            client.get().uri(DOWNSTREAM.uri(path)).retrieve().toBodilessEntity();
        }
        assertThat(DOWNSTREAM.receivedOnce(path)).contains(entry("x-request-id", Headers.requestId(1)));
    }

    @Test
    void feignIsGivenTheClient() {
        String path = DOWNSTREAM.path("feign");
        Upstream upstream = Feign.builder()
                .client(new ApacheHttp5Client(HeaderPropagationInterceptors.install(HttpClients.custom())
                        .build()))
                .target(Upstream.class, DOWNSTREAM.uri(path).toString());
        try (Scope scope = Headers.ofRequest(2).makeCurrent()) {
            upstream.get();
        }
        assertThat(DOWNSTREAM.receivedOnce(path + "/")).contains(entry("x-request-id", Headers.requestId(2)));
    }

    private static void get(String path, String... headers) throws Exception {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        RawHttp.Answer answer = RawHttp.get(URI.create("http://127.0.0.1:" + port + path), headers);
        assertThat(answer.status()).isEqualTo(200);
    }

    private static Map<String, String> carried(Map<String, String> received) {
        received.keySet().removeIf(name -> !name.startsWith("x-"));
        return received;
    }
}
