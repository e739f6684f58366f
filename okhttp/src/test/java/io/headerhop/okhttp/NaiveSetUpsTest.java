// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static io.headerhop.contract.OutboundContract.DOWNSTREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Call;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Set-ups that work in the first test and carry the wrong headers, or none, once calls have to wait. The server holds
 * the first call while two more queue behind it, each made for its own inbound request.
 */
class NaiveSetUpsTest {
    private static final String ONE = Headers.requestId(1);
    private static final String TWO = Headers.requestId(2);
    private static final String THREE = Headers.requestId(3);

    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void aWrappedDispatcherSendsTheFirstCallersHeadersWithEveryCallThatWaited() throws Exception {
        OkHttpClient client = client(CapturedHeaders.propagating(threads))
                .addInterceptor(NaiveSetUpsTest::injectWhatIsCurrent)
                .build();
        assertThat(sentIds(client)).containsExactly(ONE, ONE, ONE);
    }

    @Test
    void anInterceptorAloneSendsNothing() throws Exception {
        OkHttpClient client = client(threads)
                .addInterceptor(NaiveSetUpsTest::injectWhatIsCurrent)
                .build();
        assertThat(sentIds(client)).containsExactly("none", "none", "none");
    }

    @Test
    void theCallFactorySendsEachCallersOwn() throws Exception {
        assertThat(sentIds(HeaderPropagationCallFactory.create(client(threads).build())))
                .containsExactly(ONE, TWO, THREE);
    }

    @Test
    void theCallFactorySendsEachCallersOwnEvenThroughAWrappedDispatcher() throws Exception {
        OkHttpClient client = client(CapturedHeaders.propagating(threads)).build();
        assertThat(sentIds(HeaderPropagationCallFactory.create(client))).containsExactly(ONE, TWO, THREE);
    }

    private static OkHttpClient.Builder client(ExecutorService executor) {
        Dispatcher dispatcher = new Dispatcher(executor);
        dispatcher.setMaxRequests(1);
        return new OkHttpClient.Builder().dispatcher(dispatcher);
    }

    private static okhttp3.Response injectWhatIsCurrent(Interceptor.Chain chain) throws java.io.IOException {
        Request.Builder request = chain.request().newBuilder();
        CapturedHeaders.current().values("x-request-id").forEach(id -> request.header("x-request-id", id));
        return chain.proceed(request.build());
    }

    private static List<String> sentIds(Call.Factory calls) throws Exception {
        List<String> paths = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        Downstream.Gate gate = null;
        for (int i = 1; i <= 3; i++) {
            String path = DOWNSTREAM.path("waiting");
            if (gate == null) {
                gate = DOWNSTREAM.gate(path);
            }
            paths.add(path);
            answers.add(new Answer());
            Request request =
                    new Request.Builder().url(DOWNSTREAM.uri(path).toString()).build();
            try (Scope scope = Headers.ofRequest(i).makeCurrent()) {
                calls.newCall(request).enqueue(answers.get(i - 1));
            }
        }
        gate.awaitArrival();
        gate.open();
        for (Answer answer : answers) {
            answer.awaitResponse();
        }
        return paths.stream()
                .map(path -> DOWNSTREAM.receivedOnce(path).getOrDefault("x-request-id", "none"))
                .toList();
    }
}
