package io.headerhop.jaxrs.jersey.client;

import io.headerhop.contract.AuthenticationContract;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.RedirectContract;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.jaxrs.contract.WayToInvoke;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.stream.Stream;
import org.glassfish.jersey.apache5.connector.Apache5ConnectorProvider;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.authentication.HttpAuthenticationFeature;
import org.glassfish.jersey.client.spi.ConnectorProvider;
import org.glassfish.jersey.netty.connector.NettyConnectorProvider;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Connectors other than the default one: a blocking one and one with threads of its own. */
@ParameterizedClass
@MethodSource("connectors")
class JerseyConnectorTest implements RedirectContract, AuthenticationContract {
    enum Connector {
        APACHE(new Apache5ConnectorProvider()),
        NETTY(new NettyConnectorProvider());

        final Client client;

        Connector(ConnectorProvider provider) {
            client = ClientBuilder.newClient(new ClientConfig().connectorProvider(provider))
                    .register(HeaderPropagationClientFeature.class)
                    .register(HttpAuthenticationFeature.basicBuilder()
                            .nonPreemptive()
                            .credentials("user", "password")
                            .build());
        }
    }

    @Parameter(0)
    Connector connector;

    @Parameter(1)
    WayToInvoke way;

    static Stream<Arguments> connectors() {
        return Stream.of(Connector.values())
                .flatMap(connector -> Stream.of(WayToInvoke.SYNC, WayToInvoke.ASYNC_CALLBACK, WayToInvoke.RX)
                        .map(way -> Arguments.of(connector, way)));
    }

    @Override
    public PreparedCall prepare(OutboundCall call) {
        return way.prepare(connector.client, call);
    }
}
