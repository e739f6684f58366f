// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.context.annotation.RequestScope;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
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
    static class Ordinary {
        /** Sorted only when all are set at once. */
        @Bean
        RestTemplate intercepted() {
            RestTemplate template = new RestTemplate();
            template.getInterceptors().add(new Later());
            template.getInterceptors().add(new Sooner());
            return template;
        }

        @Bean
        @RequestScope
        RestTemplate ofRequest() {
            return new RestTemplate();
        }

        @Bean
        @RequestScope
        RestClient clientOfRequest() {
            return RestClient.create();
        }

        @Bean
        @RequestScope
        WebClient webClientOfRequest() {
            return WebClient.create();
        }
    }

    @Order(1)
    static class Sooner implements ClientHttpRequestInterceptor {
        @Override
        public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
                throws IOException {
            request.getHeaders().add("x-canary", "sooner");
            return execution.execute(request, body);
        }
    }

    @Order(2)
    static class Later implements ClientHttpRequestInterceptor {
        @Override
        public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
                throws IOException {
            request.getHeaders().add("x-canary", "later");
            return execution.execute(request, body);
        }
    }

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

    @Test
    void interceptorsStayInTheirOrder() {
        String path = DOWNSTREAM.path("order");
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            ordinary.getBean("intercepted", RestTemplate.class).getForObject(DOWNSTREAM.uri(path), String.class);
        }
        assertThat(DOWNSTREAM.receivedOnce(path))
                .containsEntry("x-request-id", Headers.requestId(1))
                .containsEntry("x-canary", "later,sooner");
    }

    @Test
    void aClientOfEachRequestCarriesTheHeaders() {
        RequestContextHolder.setRequestAttributes(new OneRequest());
        try {
            String path = DOWNSTREAM.path("scoped");
            try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
                ordinary.getBean("ofRequest", RestTemplate.class).getForObject(DOWNSTREAM.uri(path), String.class);
            }
            assertThat(DOWNSTREAM.receivedOnce(path)).containsEntry("x-request-id", Headers.requestId(1));
            assertThat(sent(ordinary.getBean("clientOfRequest", RestClient.class)))
                    .containsEntry("x-request-id", Headers.requestId(1));
            assertThat(sent(ordinary.getBean("webClientOfRequest", WebClient.class)))
                    .containsEntry("x-request-id", Headers.requestId(1));
        } finally {
            RequestContextHolder.resetRequestAttributes();
        }
    }

    private static final class OneRequest implements RequestAttributes {
        private final Map<String, Object> attributes = new HashMap<>();

        @Override
        public Object getAttribute(String name, int scope) {
            return attributes.get(name);
        }

        @Override
        public void setAttribute(String name, Object value, int scope) {
            attributes.put(name, value);
        }

        @Override
        public void removeAttribute(String name, int scope) {
            attributes.remove(name);
        }

        @Override
        public String[] getAttributeNames(int scope) {
            return attributes.keySet().toArray(String[]::new);
        }

        @Override
        public void registerDestructionCallback(String name, Runnable callback, int scope) {}

        @Override
        public Object resolveReference(String key) {
            return null;
        }

        @Override
        public String getSessionId() {
            return "";
        }

        @Override
        public Object getSessionMutex() {
            return this;
        }
    }
}
