// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry.agent.program;

import io.netty.resolver.DefaultAddressResolverGroup;
import java.net.URI;
import java.time.Duration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/**
 * Spring WebFlux, with its WebClient and with Reactor Netty's own client; each request changes its thread twice before
 * it calls.
 */
final class WebFlux {
    // The JVM's resolver, which the tests give a host.
    private static final HttpClient NETTY = HttpClient.create()
            .followRedirect(true)
            .resolver(DefaultAddressResolverGroup.INSTANCE)
            .runOn(LoopResources.create("client", 2, true));
    private static final WebClient CLIENT = WebClient.builder()
            .clientConnector(new ReactorClientHttpConnector(NETTY))
            .build();

    private WebFlux() {}

    static int server() {
        ReactorHttpHandlerAdapter handler = new ReactorHttpHandlerAdapter(
                RouterFunctions.toHttpHandler(RouterFunctions.route(RequestPredicates.all(), WebFlux::answer)));
        return HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(handler)
                .bindNow()
                .port();
    }

    private static Mono<ServerResponse> answer(ServerRequest request) {
        Query query = Query.of(request.uri());
        return Mono.delay(Duration.ofMillis(1))
                .publishOn(Schedulers.parallel())
                .flatMap(unused -> query.client().equals("reactor") ? netty(query) : webClient(query))
                .flatMap(status -> ServerResponse.status(status).build());
    }

    private static Mono<Integer> webClient(Query query) {
        return CLIENT.get()
                .uri(URI.create(query.to()))
                .headers(headers -> query.own().forEach(headers::set))
                .retrieve()
                .toBodilessEntity()
                .map(answer -> answer.getStatusCode().value());
    }

    private static Mono<Integer> netty(Query query) {
        return NETTY.headers(headers -> query.own().forEach(headers::set))
                .get()
                .uri(URI.create(query.to()))
                .response()
                .map(answer -> answer.status().code());
    }
}
