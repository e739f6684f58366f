// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.cache.CachingHttpAsyncClients;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class CachingAsyncClientTest implements AsyncContract {
    private static final CloseableHttpAsyncClient CLIENT = HeaderPropagationInterceptors.install(
                    CachingHttpAsyncClients.custom())
            .setDefaultCredentialsProvider(TestClients.credentials())
            .setRetryStrategy(TestClients.retryOnce())
            .build();
    private static final CloseableHttpAsyncClient ONE_CONNECTION = HeaderPropagationInterceptors.install(
                    TestClients.withOneConnection(CachingHttpAsyncClients.custom()))
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

    @Override
    public CloseableHttpAsyncClient client() {
        return CLIENT;
    }

    @Override
    public CloseableHttpAsyncClient clientWithOneConnection() {
        return ONE_CONNECTION;
    }
}
