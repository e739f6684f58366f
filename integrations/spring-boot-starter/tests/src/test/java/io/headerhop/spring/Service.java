// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.contract.RawHttp;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A service as an application would write it, which calls another one with each of Spring's clients and on each of its
 * threads. Nothing in it knows of Headerhop.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableAsync
class Service {
    interface Exchange {
        @GetExchange
        String get(URI uri);
    }

    static ConfigurableApplicationContext start(String... properties) {
        return start(Service.class, properties);
    }

    static ConfigurableApplicationContext start(Class<?> application, String... properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--spring.task.execution.pool.core-size=4"));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return SpringApplication.run(application, arguments.toArray(String[]::new));
    }

    /** The properties for a request factory, by its name in Spring Boot 3 and in Spring Boot 4. */
    static String[] with(String factory) {
        return new String[] {
            "spring.http.client.factory=" + factory, "spring.http.clients.imperative.factory=" + factory
        };
    }

    /** The properties for a connector, by its name in Spring Boot 3 and in Spring Boot 4. */
    static String[] withConnector(String connector) {
        return new String[] {
            "spring.http.reactiveclient.connector=" + connector, "spring.http.clients.reactive.connector=" + connector
        };
    }

    static RawHttp.Answer get(ConfigurableApplicationContext service, String path, String... headers) throws Exception {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        try (RawHttp connection = RawHttp.connect(URI.create("http://127.0.0.1:" + port))) {
            connection.send("GET", path, headers);
            return connection.answer();
        }
    }

    @Bean
    RestTemplate template(ClientHttpRequestFactoryBuilder<?> factories) {
        return new RestTemplate(factories.build());
    }

    @Bean
    RestTemplate ownTemplate() {
        return new RestTemplate(new SimpleClientHttpRequestFactory());
    }

    @Bean
    Clients clients(
            RestClient.Builder builder,
            WebClient.Builder webBuilder,
            @Qualifier("template") RestTemplate template,
            @Qualifier("ownTemplate") RestTemplate ownTemplate,
            ObjectProvider<OtherService> feign,
            BeanFactory beans)
            throws ReflectiveOperationException {
        RestClient client = builder.build();
        RestClient own = builder.clone()
                .requestFactory(new SimpleClientHttpRequestFactory())
                .build();
        RestTemplate built = built(beans.getBean("restTemplateBuilder"));
        Exchange exchange = HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
                .build()
                .createClient(Exchange.class);
        WebClient web = webBuilder.build();
        Map<String, Function<URI, String>> clients = new LinkedHashMap<>(Map.of(
                "rest-client",
                uri -> client.get().uri(uri).retrieve().body(String.class),
                "own-factory",
                uri -> own.get().uri(uri).retrieve().body(String.class),
                "rest-template",
                uri -> template.getForObject(uri, String.class),
                "own-template",
                uri -> ownTemplate.getForObject(uri, String.class),
                "rest-template-builder",
                uri -> built.getForObject(uri, String.class),
                "web-client",
                uri -> web.get().uri(uri).retrieve().bodyToMono(String.class).block(),
                "web-client-hops",
                uri -> Mono.delay(Duration.ofMillis(1))
                        .publishOn(Schedulers.parallel())
                        .flatMap(tick -> web.get().uri(uri).retrieve().bodyToMono(String.class))
                        .subscribeOn(Schedulers.single())
                        .block(),
                "exchange",
                exchange::get));
        feign.ifAvailable(other -> clients.put("feign", other::get));
        return new Clients(clients);
    }

    /** Its class is in another package in Spring Boot 4. */
    private static RestTemplate built(Object builder) throws ReflectiveOperationException {
        try {
            return (RestTemplate) builder.getClass().getMethod("build").invoke(builder);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Bean
    Later later(Clients clients) {
        return new Later(clients);
    }

    @Bean
    Controller controller(Clients clients, Later later) {
        return new Controller(clients, later);
    }
}
