// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.client;

import io.headerhop.contract.DefaultPortContract;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundClient.PreparedCall;
import io.headerhop.contract.Trust;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.jaxrs.contract.WayToInvoke;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;

class ResteasyDefaultPortTest implements DefaultPortContract {
    @Override
    public PreparedCall prepareThroughProxy(OutboundCall call, int proxyPort) {
        Client client = ClientBuilder.newBuilder()
                .property("org.jboss.resteasy.jaxrs.client.proxy.host", "127.0.0.1")
                .property("org.jboss.resteasy.jaxrs.client.proxy.port", proxyPort)
                .sslContext(Trust.context())
                .hostnameVerifier((host, session) -> true)
                .build()
                .register(HeaderPropagationClientFeature.class);
        return WayToInvoke.SYNC.prepare(client, call);
    }
}
