// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.cache.CachingHttpAsyncClients;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
record CachingAsyncClientTest(Way way) implements AsyncContract {
    private static final CloseableHttpAsyncClient CLIENT = TestClients.started(
            HeaderPropagationInterceptors.install(TestClients.configured(CachingHttpAsyncClients.custom()))
                    .build());
    private static final CloseableHttpAsyncClient WITHOUT_HEADERHOP = TestClients.started(
            TestClients.configured(CachingHttpAsyncClients.custom()).build());

    @AfterAll
    static void close() throws Exception {
        CLIENT.close();
        WITHOUT_HEADERHOP.close();
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
