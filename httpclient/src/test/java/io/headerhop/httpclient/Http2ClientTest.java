// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.OutboundCall;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.core5.http.HttpVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
record Http2ClientTest(Way way) implements AsyncContract {
    private static final CloseableHttpAsyncClient CLIENT = TestClients.started(
            HeaderPropagationInterceptors.install(TestClients.configured(HttpAsyncClients.customHttp2()))
                    .build());
    private static final CloseableHttpAsyncClient WITHOUT_HEADERHOP = TestClients.started(
            TestClients.configured(HttpAsyncClients.customHttp2()).build());

    @AfterAll
    static void close() throws Exception {
        CLIENT.close();
        WITHOUT_HEADERHOP.close();
    }

    @Test
    void theProtocolIsHttp2() throws Exception {
        SimpleHttpRequest request = TestClients.simple(OutboundCall.get(DOWNSTREAM.uri(DOWNSTREAM.path("version"))));
        assertThat(CLIENT.execute(request, null).get(20, TimeUnit.SECONDS).getVersion())
                .isEqualTo(HttpVersion.HTTP_2);
    }

    @Override
    public CloseableHttpAsyncClient client() {
        return CLIENT;
    }

    @Override
    public CloseableHttpAsyncClient clientWithoutHeaderhop() {
        return WITHOUT_HEADERHOP;
    }
}
