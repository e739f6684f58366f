// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import io.headerhop.contract.CallbackContract;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.QueueingContract;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** On threads of the client's own, and on a single one for all calls. */
@ParameterizedClass
@CsvSource({"HTTP_1_1, NEVER", "HTTP_1_1, NORMAL", "HTTP_2, NEVER", "HTTP_2, NORMAL"})
class JdkClientCallbackTest implements CallbackContract, QueueingContract {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final HttpClient client;
    private final HttpClient oneThread;

    JdkClientCallbackTest(Version version, Redirect policy) {
        client = HeaderPropagationHttpClient.create(
                TestClients.client(version).followRedirects(policy).build());
        oneThread = HeaderPropagationHttpClient.create(TestClients.client(version)
                .followRedirects(policy)
                .executor(thread)
                .build());
    }

    @AfterEach
    void stop() {
        thread.shutdown();
    }

    @Override
    public void start(OutboundCall call, Callback callback) {
        WayToSend.start(client, call, callback);
    }

    @Override
    public void startInQueue(OutboundCall call, Callback callback) {
        WayToSend.start(oneThread, call, callback);
    }
}
