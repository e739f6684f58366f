// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.cxf.client;

import io.headerhop.contract.DefaultPortContract;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundClient.PreparedCall;
import io.headerhop.contract.Trust;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.jaxrs.contract.WayToInvoke;
import jakarta.ws.rs.client.Client;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** On every conduit, since each has the hop checked once more. */
@ParameterizedClass
@MethodSource("conduits")
record CxfDefaultPortTest(Conduit conduit) implements DefaultPortContract {
    static Stream<Conduit> conduits() {
        return Conduit.all();
    }

    @Override
    public PreparedCall prepareThroughProxy(OutboundCall call, int proxyPort) {
        Client client = conduit.following()
                .property("http.proxy.server.uri", "127.0.0.1")
                .property("http.proxy.server.port", proxyPort)
                .sslContext(Trust.context())
                .hostnameVerifier((host, session) -> true)
                .build()
                .register(HeaderPropagationClientFeature.class);
        return WayToInvoke.SYNC.prepare(client, call);
    }
}
