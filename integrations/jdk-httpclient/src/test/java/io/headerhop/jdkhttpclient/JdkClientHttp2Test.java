// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.OutboundCall;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Here all calls share one connection, and the client was made from its builder. */
@ParameterizedClass
@EnumSource
record JdkClientHttp2Test(WayToSend way) implements ClientContract {
    private static final HttpClient CLIENT = HeaderPropagationHttpClient.build(TestClients.client(Version.HTTP_2));
    private static final HttpClient WITHOUT_HEADERHOP =
            TestClients.client(Version.HTTP_2).build();

    @Override
    public HttpClient client() {
        return CLIENT;
    }

    @Override
    public HttpClient clientWithoutHeaderhop() {
        return WITHOUT_HEADERHOP;
    }

    @Test
    void isHttp2() throws Exception {
        OutboundCall call = OutboundCall.get(DOWNSTREAM.uri(DOWNSTREAM.path("protocol")));
        assertThat(way.send(client(), WayToSend.request(call)).version()).isEqualTo(Version.HTTP_2);
    }
}
