// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry.agent.program;

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

/** Spring WebFlux and its WebClient on Reactor Netty; each request changes its thread twice before it calls. */
final class WebFlux {
    // The JVM's resolver, which the tests give a host.
    private static final WebClient CLIENT = WebClient.builder()
            .clientConnector(new ReactorClientHttpConnector(HttpClient.create()
                    .followRedirect(true)
                    .resolver(io.netty.resolver.DefaultAddressResolverGroup.INSTANCE)
                    .runOn(LoopResources.create("client", 2, true))))
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
                .flatMap(unused -> CLIENT.get()
                        .uri(URI.create(query.to()))
                        .headers(headers -> query.own().forEach(headers::set))
                        .retrieve()
                        .toBodilessEntity())
                .flatMap(answer -> ServerResponse.status(answer.getStatusCode()).build());
    }
}
