// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** A WebFlux service as an application would write it; nothing in it knows of Headerhop. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ReactiveService {
    /** Where a call is made from. */
    static final List<String> WAYS =
            new ArrayList<>(List.of("direct", "publish-on", "subscribe-on", "delay", "retry", "blocking"));

    static {
        // Spring Boot 3 makes none for a WebFlux service.
        if (ClassUtils.isPresent("org.springframework.boot.restclient.RestClientCustomizer", null)) {
            WAYS.add("rest-client");
        }
    }

    @Bean
    RouterFunction<ServerResponse> routes(
            WebClient.Builder builder, ObjectProvider<RestClient.Builder> blockingBuilder) {
        WebClient client = builder.build();
        RestClient blocking =
                blockingBuilder.getIfAvailable(RestClient::builder).build();
        return RouterFunctions.route()
                .GET("/{way}", request -> answer(request, client, blocking).flatMap(ServerResponse.ok()::bodyValue))
                .build();
    }

    private static Mono<String> answer(ServerRequest request, WebClient client, RestClient blocking) {
        URI uri = URI.create(request.queryParam("uri").orElseThrow());
        Mono<String> call = Mono.defer(() -> client.get().uri(uri).retrieve().bodyToMono(String.class));
        return switch (request.pathVariable("way")) {
            case "publish-on" -> Mono.just(uri).publishOn(Schedulers.parallel()).flatMap(same -> call);
            case "subscribe-on" -> call.subscribeOn(Schedulers.boundedElastic());
            case "delay" -> Mono.delay(Duration.ofMillis(1)).flatMap(tick -> call);
            case "retry" -> {
                boolean[] failed = {false};
                yield Mono.defer(() -> {
                            boolean first = !failed[0];
                            failed[0] = true;
                            return first ? Mono.error(new IllegalStateException("first")) : call;
                        })
                        .retryWhen(Retry.backoff(1, Duration.ofMillis(1)));
            }
            case "blocking" -> Mono.fromCallable(call::block).subscribeOn(Schedulers.boundedElastic());
            case "rest-client" ->
                Mono.fromCallable(() -> blocking.get().uri(uri).retrieve().body(String.class))
                        .subscribeOn(Schedulers.boundedElastic());
            default -> call;
        };
    }
}
