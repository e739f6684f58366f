// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;

/** Clients that the application makes itself, and what it does to Spring Boot's. */
class OwnClientsTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    private static ConfigurableApplicationContext service;
    private static ConfigurableApplicationContext ordinary;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Own {
        @Bean
        RestClient.Builder builder() {
            return RestClient.builder();
        }

        @Bean
        RestClient client() {
            return RestClient.create();
        }

        @Bean
        WebClient.Builder webBuilder() {
            return WebClient.builder();
        }

        @Bean
        WebClient webClient() {
            return WebClient.create();
        }

        @Bean
        RestTemplate template(ClientHttpRequestFactoryBuilder<?> factories) {
            return new RestTemplate(factories.build());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Ordinary {}

    @BeforeAll
    static void start() {
        service = Service.start(Own.class, Service.with("jdk"));
        ordinary = Service.start(Ordinary.class);
    }

    @AfterAll
    static void stop() {
        service.close();
        ordinary.close();
    }

    private static Map<String, String> sent(RestClient client) {
        String path = DOWNSTREAM.path("own");
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            client.get().uri(DOWNSTREAM.uri(path)).retrieve().toBodilessEntity();
        }
        return DOWNSTREAM.receivedOnce(path);
    }

    private static Map<String, String> sent(WebClient client) {
        String path = DOWNSTREAM.path("own");
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            client.get().uri(DOWNSTREAM.uri(path)).retrieve().toBodilessEntity().block();
        }
        return DOWNSTREAM.receivedOnce(path);
    }

    @Test
    void aClientThatIsABeanCarriesTheHeaders() {
        assertThat(sent(service.getBean(RestClient.class))).containsEntry("x-request-id", Headers.requestId(1));
        assertThat(sent(service.getBean(WebClient.class))).containsEntry("x-request-id", Headers.requestId(1));
    }

    @Test
    void whatABuilderThatIsABeanBuildsCarriesTheHeaders() {
        RestClient.Builder builder = service.getBean(RestClient.Builder.class);
        assertThat(sent(builder.build())).containsEntry("x-request-id", Headers.requestId(1));
        assertThat(sent(builder.requestFactory(new SimpleClientHttpRequestFactory())
                        .build()))
                .containsEntry("x-request-id", Headers.requestId(1));
        assertThat(sent(service.getBean(WebClient.Builder.class).build()))
                .containsEntry("x-request-id", Headers.requestId(1));
    }

    @Test
    void aChangedCopyOfAClientCarriesTheHeaders() {
        assertThat(sent(service.getBean(RestClient.class).mutate().build()))
                .containsEntry("x-request-id", Headers.requestId(1));
        assertThat(sent(service.getBean(WebClient.class).mutate().build()))
                .containsEntry("x-request-id", Headers.requestId(1));
    }

    @Test
    void whatAFilterSetsThatIsAddedLaterIsTheCallersOwn() {
        WebClient client = ordinary.getBean(WebClient.Builder.class)
                .filter((request, next) -> next.exchange(ClientRequest.from(request)
                        .header("x-request-id", "the-callers-own")
                        .build()))
                .build();
        assertThat(sent(client))
                .containsEntry("x-request-id", "the-callers-own")
                .containsEntry("x-b3-traceid", Headers.TRACE_ID);
    }

    @Test
    void theFactoryOfTheJdksClientIsSpringsOwnClassWithItsSettings() {
        ClientHttpRequestFactory factory = service.getBean(RestTemplate.class).getRequestFactory();
        assertThat(factory).isExactlyInstanceOf(JdkClientHttpRequestFactory.class);
    }

    @Test
    void aBuilderEqualsItself() {
        RestClient.Builder builder = service.getBean(RestClient.Builder.class);
        assertThat(builder).isEqualTo(builder).isNotEqualTo(builder.clone());
    }
}
