// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import io.headerhop.contract.DefaultPortContract;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundClient.PreparedCall;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Nested;

class DefaultPortTest {
    @Nested
    class Classic implements DefaultPortContract {
        @Override
        public PreparedCall prepareThroughProxy(OutboundCall call, int proxyPort) {
            return () -> {
                try (CloseableHttpClient client = HeaderPropagationInterceptors.install(
                                TestClients.configured(HttpClients.custom()))
                        .setProxy(new HttpHost("127.0.0.1", proxyPort))
                        .build()) {
                    return ClassicContract.Way.HANDLER.execute(client, TestClients.classic(call));
                }
            };
        }
    }

    @Nested
    class Async implements DefaultPortContract {
        @Override
        public PreparedCall prepareThroughProxy(OutboundCall call, int proxyPort) {
            return () -> {
                try (CloseableHttpAsyncClient client = TestClients.started(
                        HeaderPropagationInterceptors.install(TestClients.configured(HttpAsyncClients.custom()))
                                .setProxy(new HttpHost("127.0.0.1", proxyPort))
                                .build())) {
                    return AsyncContract.Way.FUTURE.execute(client, TestClients.simple(call));
                }
            };
        }
    }
}
