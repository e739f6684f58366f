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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class Http2ClientTest implements AsyncContract {
    private static final CloseableHttpAsyncClient CLIENT = HeaderPropagationInterceptors.install(
                    HttpAsyncClients.customHttp2())
            .setDefaultCredentialsProvider(TestClients.credentials())
            .setRetryStrategy(TestClients.retryOnce())
            .build();
    private static final CloseableHttpAsyncClient ONE_CONNECTION = HeaderPropagationInterceptors.install(
                    HttpAsyncClients.customHttp2())
            .build();

    @BeforeAll
    static void start() {
        CLIENT.start();
        ONE_CONNECTION.start();
    }

    @AfterAll
    static void close() throws Exception {
        CLIENT.close();
        ONE_CONNECTION.close();
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
    public CloseableHttpAsyncClient clientWithOneConnection() {
        return ONE_CONNECTION;
    }
}
