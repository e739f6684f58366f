// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import io.headerhop.contract.DefaultPortContract;
import io.headerhop.contract.OutboundCall;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
record JdkClientTest(WayToSend way) implements ClientContract, DefaultPortContract {
    private static final HttpClient CLIENT = HeaderPropagationHttpClient.create(
            TestClients.client(Version.HTTP_1_1).build());
    private static final HttpClient WITHOUT_HEADERHOP =
            TestClients.client(Version.HTTP_1_1).build();

    @Override
    public HttpClient client() {
        return CLIENT;
    }

    @Override
    public HttpClient clientWithoutHeaderhop() {
        return WITHOUT_HEADERHOP;
    }

    @Override
    public PreparedCall prepareThroughProxy(OutboundCall call, int proxyPort) {
        HttpClient client = HeaderPropagationHttpClient.create(TestClients.client(Version.HTTP_1_1)
                .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxyPort)))
                .build());
        return way.prepare(client, call);
    }
}
