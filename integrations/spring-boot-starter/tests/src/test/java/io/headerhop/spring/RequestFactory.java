// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundClient.PreparedCall;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.StreamUtils;

/** The request factories that Spring Boot can build, with Headerhop and without. */
enum RequestFactory {
    JDK(ClientHttpRequestFactoryBuilder::jdk),
    HTTP_COMPONENTS(ClientHttpRequestFactoryBuilder::httpComponents),
    JETTY(ClientHttpRequestFactoryBuilder::jetty),
    REACTOR(ClientHttpRequestFactoryBuilder::reactor),
    SIMPLE(ClientHttpRequestFactoryBuilder::simple);

    private final ClientHttpRequestFactory alone;
    private final ClientHttpRequestFactory carrying;

    RequestFactory(Supplier<ClientHttpRequestFactoryBuilder<?>> builder) {
        alone = builder.get().build();
        carrying = RequestFactoryBuilders.carrying(builder.get(), new Installed(null, Tracer.NONE))
                .build();
    }

    PreparedCall prepare(OutboundCall call) {
        return () -> send(call, carrying);
    }

    PreparedCall prepareAlone(OutboundCall call) {
        return () -> send(call, alone);
    }

    private static int send(OutboundCall call, ClientHttpRequestFactory factory) throws Exception {
        ClientHttpRequest request = factory.createRequest(call.uri(), HttpMethod.valueOf(call.method()));
        call.headers().forEach(request.getHeaders()::add);
        if (call.body() != null) {
            request.getBody().write(call.body().getBytes(StandardCharsets.UTF_8));
        }
        try (ClientHttpResponse response = request.execute()) {
            StreamUtils.drain(response.getBody());
            return response.getStatusCode().value();
        }
    }
}
