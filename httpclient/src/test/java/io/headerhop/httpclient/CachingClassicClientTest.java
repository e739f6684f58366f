// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import org.apache.hc.client5.http.impl.cache.CachingHttpClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.junit.jupiter.api.AfterAll;

class CachingClassicClientTest implements ClassicContract {
    private static final CloseableHttpClient CLIENT = HeaderPropagationInterceptors.install(CachingHttpClients.custom())
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
