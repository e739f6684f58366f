// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.contract.Downstream;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
    static final List<String> WAYS = List.of("direct", "publish-on", "subscribe-on", "delay", "retry", "blocking");

    @Bean
    RouterFunction<ServerResponse> routes(WebClient.Builder builder) {
        WebClient client = builder.build();
        return RouterFunctions.route()
                .GET("/{way}", request -> answer(request, client).flatMap(ServerResponse.ok()::bodyValue))
                .build();
    }

    private static Mono<String> answer(ServerRequest request, WebClient client) {
        String path = request.queryParam("path").orElseThrow();
        Mono<String> call = Mono.defer(() ->
                client.get().uri(Downstream.instance().uri(path)).retrieve().bodyToMono(String.class));
        return switch (request.pathVariable("way")) {
            case "publish-on" ->
                Mono.just(path).publishOn(Schedulers.parallel()).flatMap(same -> call);
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
            default -> call;
        };
    }
}
