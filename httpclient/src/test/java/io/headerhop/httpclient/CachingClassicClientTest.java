// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.impl.cache.CachingHttpClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
record CachingClassicClientTest(Way way) implements ClassicContract {
    private static final CloseableHttpClient CLIENT = HeaderPropagationInterceptors.install(
                    TestClients.configured(CachingHttpClients.custom()))
            .build();
    private static final CloseableHttpClient WITHOUT_HEADERHOP =
            TestClients.configured(CachingHttpClients.custom()).build();

    @AfterAll
    static void close() throws Exception {
        CLIENT.close();
        WITHOUT_HEADERHOP.close();
    }

    @Override
    public HttpClient client() {
        return CLIENT;
    }

    @Override
    public HttpClient clientWithoutHeaderhop() {
        return WITHOUT_HEADERHOP;
    }
}
