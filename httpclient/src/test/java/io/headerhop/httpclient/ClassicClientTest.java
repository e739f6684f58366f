// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.AfterAll;

class ClassicClientTest implements ClassicContract {
    private static final CloseableHttpClient CLIENT = HeaderPropagationInterceptors.install(HttpClients.custom())
            .setDefaultCredentialsProvider(TestClients.credentials())
            .setRetryStrategy(TestClients.retryOnce())
            .build();

    @AfterAll
    static void close() throws Exception {
        CLIENT.close();
    }

    @Override
    public CloseableHttpClient client() {
        return CLIENT;
    }
}
