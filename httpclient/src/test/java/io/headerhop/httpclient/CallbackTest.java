// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import io.headerhop.contract.CallbackContract;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.QueueingContract;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.cache.CachingHttpAsyncClients;
import org.junit.jupiter.api.Nested;

/** What an asynchronous client calls back, even if calls wait for the only connection. */
class CallbackTest {
    @Nested
    class Http1 implements CallbackContract, QueueingContract {
        private static final CloseableHttpAsyncClient CLIENT = TestClients.started(
                HeaderPropagationInterceptors.install(HttpAsyncClients.custom()).build());
        private static final CloseableHttpAsyncClient ONE_CONNECTION = TestClients.started(
                HeaderPropagationInterceptors.install(TestClients.withOneConnection(HttpAsyncClients.custom()))
                        .build());

        @Override
        public void start(OutboundCall call, Callback callback) {
            CLIENT.execute(TestClients.simple(call), new AsyncContract.Listener(callback));
        }

        @Override
        public void startInQueue(OutboundCall call, Callback callback) {
            ONE_CONNECTION.execute(TestClients.simple(call), new AsyncContract.Listener(callback));
        }
    }

    @Nested
    class Caching implements CallbackContract, QueueingContract {
        private static final CloseableHttpAsyncClient CLIENT =
                TestClients.started(HeaderPropagationInterceptors.install(CachingHttpAsyncClients.custom())
                        .build());
        private static final CloseableHttpAsyncClient ONE_CONNECTION = TestClients.started(
                HeaderPropagationInterceptors.install(TestClients.withOneConnection(CachingHttpAsyncClients.custom()))
                        .build());

        @Override
        public void start(OutboundCall call, Callback callback) {
            CLIENT.execute(TestClients.simple(call), new AsyncContract.Listener(callback));
        }

        @Override
        public void startInQueue(OutboundCall call, Callback callback) {
            ONE_CONNECTION.execute(TestClients.simple(call), new AsyncContract.Listener(callback));
        }
    }

    /** All calls to a host share one connection, and none waits. */
    @Nested
    class Http2 implements CallbackContract {
        private static final CloseableHttpAsyncClient CLIENT =
                TestClients.started(HeaderPropagationInterceptors.install(HttpAsyncClients.customHttp2())
                        .build());

        @Override
        public void start(OutboundCall call, Callback callback) {
            CLIENT.execute(TestClients.simple(call), new AsyncContract.Listener(callback));
        }
    }
}
