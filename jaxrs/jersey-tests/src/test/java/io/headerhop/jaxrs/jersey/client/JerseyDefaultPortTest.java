// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.jersey.client;

import io.headerhop.contract.DefaultPortContract;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundClient.PreparedCall;
import io.headerhop.contract.Trust;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.jaxrs.contract.WayToInvoke;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.stream.Stream;
import org.glassfish.jersey.client.ClientProperties;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** On the default connector, and on those that check each hop once more, as Apache HttpClient reports it. */
@ParameterizedClass
@MethodSource("connectors")
record JerseyDefaultPortTest(Connector connector) implements DefaultPortContract {
    static Stream<Connector> connectors() {
        return Connector.present()
                .filter(connector -> connector == Connector.DEFAULT
                        || connector == Connector.APACHE5
                        || connector == Connector.APACHE4);
    }

    @Override
    public PreparedCall prepareThroughProxy(OutboundCall call, int proxyPort) {
        Client client = ClientBuilder.newBuilder()
                .withConfig(connector.config().property(ClientProperties.PROXY_URI, "http://127.0.0.1:" + proxyPort))
                .sslContext(Trust.context())
                .hostnameVerifier((host, session) -> true)
                .build()
                .register(HeaderPropagationClientFeature.class);
        return WayToInvoke.SYNC.prepare(client, call);
    }
}
