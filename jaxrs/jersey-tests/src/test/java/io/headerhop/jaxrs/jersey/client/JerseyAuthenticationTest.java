// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.jersey.client;

import io.headerhop.contract.AuthenticationContract;
import io.headerhop.contract.OutboundCall;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.jaxrs.contract.WayToInvoke;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.glassfish.jersey.client.authentication.HttpAuthenticationFeature;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Jersey's own answer to a challenge, on each connector where it can give one. */
@ParameterizedClass
@MethodSource("connectorsAndWays")
class JerseyAuthenticationTest implements AuthenticationContract {
    private static final Map<Connector, Client> CLIENTS = new EnumMap<>(Connector.class);

    @Parameter(0)
    Connector connector;

    @Parameter(1)
    WayToInvoke way;

    static Stream<Arguments> connectorsAndWays() {
        return Connector.present()
                .flatMap(connector -> Stream.of(WayToInvoke.SYNC, WayToInvoke.ASYNC_CALLBACK, WayToInvoke.RX)
                        // There Jersey waits for its second attempt on the very thread that would have to make it.
                        .filter(way -> way == WayToInvoke.SYNC || connector != Connector.JETTY)
                        .map(way -> Arguments.of(connector, way)));
    }

    private static synchronized Client client(Connector connector) {
        return CLIENTS.computeIfAbsent(
                connector,
                kind -> ClientBuilder.newClient(kind.config())
                        .register(HeaderPropagationClientFeature.class)
                        .register(HttpAuthenticationFeature.basicBuilder()
                                .nonPreemptive()
                                .credentials("user", "password")
                                .build()));
    }

    @Override
    public PreparedCall prepare(OutboundCall call) {
        return way.prepare(client(connector), call);
    }
}
