// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundClient.PreparedCall;
import java.util.function.Supplier;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** {@code WebClient} on each client that Spring Boot can build a connector for, with Headerhop and without. */
enum Connector {
    JDK(ClientHttpConnectorBuilder::jdk),
    HTTP_COMPONENTS(ClientHttpConnectorBuilder::httpComponents),
    JETTY(ClientHttpConnectorBuilder::jetty),
    REACTOR(ClientHttpConnectorBuilder::reactor);

    private final WebClient alone;
    private final WebClient carrying;

    Connector(Supplier<ClientHttpConnectorBuilder<?>> builder) {
        alone = WebClient.builder().clientConnector(builder.get().build()).build();
        carrying = WebClient.builder()
                .clientConnector(ConnectorBuilders.judging(builder.get()).build())
                .filter(new WebClientFilter())
                .build();
    }

    PreparedCall prepare(OutboundCall call) {
        return () -> send(call, carrying);
    }

    PreparedCall prepareAlone(OutboundCall call) {
        return () -> send(call, alone);
    }

    private static int send(OutboundCall call, WebClient client) {
        WebClient.RequestBodySpec request =
                client.method(HttpMethod.valueOf(call.method())).uri(call.uri());
        call.headers().forEach(request::header);
        if (call.body() != null) {
            request.bodyValue(call.body());
        }
        Integer status = request.exchangeToMono(response -> response.releaseBody()
                        .then(Mono.just(response.statusCode().value())))
                .block();
        return status == null ? -1 : status;
    }
}
