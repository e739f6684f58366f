// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import io.headerhop.contract.AuthenticationContract;
import io.headerhop.contract.OutboundCall;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
record AuthenticationTest(WayToSend way) implements AuthenticationContract {
    private static final HttpClient CLIENT = HeaderPropagationHttpClient.create(TestClients.client(Version.HTTP_1_1)
            .authenticator(new TestClients.Password())
            .build());

    @Override
    public PreparedCall prepare(OutboundCall call) {
        return way.prepare(CLIENT, call);
    }
}
