// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.jersey.client;

import io.headerhop.contract.AuthenticationContract;
import io.headerhop.contract.FollowingContract;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.RedirectContract;
import io.headerhop.contract.Trust;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.jaxrs.contract.WayToInvoke;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.glassfish.jersey.client.ClientProperties;
import org.glassfish.jersey.client.RequestEntityProcessing;
import org.glassfish.jersey.client.authentication.HttpAuthenticationFeature;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** On the connectors that have a hook for checking each hop. The others are in {@link JerseyConnectorTest}. */
@ParameterizedClass
@MethodSource("connectorsAndWays")
class JerseyRedirectTest implements RedirectContract, FollowingContract, AuthenticationContract {
    private static final Map<Connector, Client> CLIENTS = new EnumMap<>(Connector.class);
    private static final Map<Connector, Client> WITHOUT_HEADERHOP = new EnumMap<>(Connector.class);

    @Parameter(0)
    Connector connector;

    @Parameter(1)
    WayToInvoke way;

    static Stream<Arguments> connectorsAndWays() {
        return Connector.present()
                .filter(connector -> connector == Connector.APACHE5 || connector == Connector.APACHE4)
                .flatMap(connector -> Arrays.stream(WayToInvoke.values()).map(way -> Arguments.of(connector, way)));
    }

    private static Client configured(Connector connector) {
        return ClientBuilder.newBuilder()
                .withConfig(connector
                        .config()
                        // Otherwise these leave a redirected POST to the application.
                        .property(ClientProperties.REQUEST_ENTITY_PROCESSING, RequestEntityProcessing.BUFFERED))
                .sslContext(Trust.context())
                .hostnameVerifier((host, session) -> true)
                .build()
                .register(HttpAuthenticationFeature.basicBuilder()
                        .nonPreemptive()
                        .credentials("user", "password")
                        .build());
    }

    @Override
    public PreparedCall prepare(OutboundCall call) {
        return way.prepare(
                CLIENTS.computeIfAbsent(
                        connector, kind -> configured(kind).register(HeaderPropagationClientFeature.class)),
                call);
    }

    @Override
    public PreparedCall prepareWithoutHeaderhop(OutboundCall call) {
        return way.prepare(WITHOUT_HEADERHOP.computeIfAbsent(connector, JerseyRedirectTest::configured), call);
    }
}
