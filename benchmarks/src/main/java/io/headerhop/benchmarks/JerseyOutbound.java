// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.Future;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.ClientRequest;
import org.glassfish.jersey.client.ClientResponse;
import org.glassfish.jersey.client.spi.AsyncConnectorCallback;
import org.glassfish.jersey.client.spi.Connector;
import org.jspecify.annotations.Nullable;

/** Jersey's JAX-RS client on a fake connector that answers without I/O. */
final class JerseyOutbound implements Outbound {
    private final WebTarget target;
    private @Nullable ClientRequest last;

    JerseyOutbound(Contender contender) {
        ClientConfig config = new ClientConfig().connectorProvider((client, runtime) -> new Answers());
        target = contender
                .install(ClientBuilder.newClient(config))
                .target("http://inventory.shop.svc.cluster.local:8080/items/1");
    }

    @Override
    public Object call() {
        try (Response response = target.request("application/json")
                .header("Content-Type", "application/json")
                .header("User-Agent", "orders/1.0")
                .get()) {
            return response.getStatus();
        }
    }

    @Override
    public List<Header> sent() {
        return last == null
                ? List.of()
                : last.getStringHeaders().entrySet().stream()
                        .map(header -> new Header(header.getKey(), String.join(",", header.getValue())))
                        .toList();
    }

    private final class Answers implements Connector {
        @Override
        public ClientResponse apply(ClientRequest request) {
            last = request;
            return new ClientResponse(Response.Status.OK, request);
        }

        @Override
        public Future<?> apply(ClientRequest request, AsyncConnectorCallback callback) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getName() {
            return "answers by itself";
        }

        @Override
        public void close() {}
    }
}
