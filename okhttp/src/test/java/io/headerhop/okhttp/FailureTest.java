// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static io.headerhop.contract.OutboundContract.DOWNSTREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.contract.ScriptedServer;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** A call fails just as without this library, and leaves every thread with what was current on it. */
class FailureTest {
    @Test
    void aCancelledCall() throws Exception {
        CapturedHeaders headers = Headers.ofRequest(1);
        Answer withContext = cancelledUnderWay(HeaderPropagationCallFactory.create(newClient()), headers);
        Answer withoutLibrary = cancelledUnderWay(newClient(), headers);
        assertThat(withContext.awaitFailure())
                .hasToString(withoutLibrary.awaitFailure().toString());
        assertThat(withContext.seen()).isSameAs(headers);
    }

    private static Answer cancelledUnderWay(Call.Factory calls, CapturedHeaders headers) throws Exception {
        String path = DOWNSTREAM.path("cancelled");
        Downstream.Gate gate = DOWNSTREAM.gate(path);
        Answer answer = new Answer();
        try (Scope scope = headers.makeCurrent()) {
            Call call = calls.newCall(get(path));
            call.enqueue(answer);
            gate.awaitArrival();
            call.cancel();
            assertThat(call.isCanceled()).isTrue();
            answer.awaitFailure();
            gate.open();
            assertThat(CapturedHeaders.current()).isSameAs(headers);
        }
        return answer;
    }

    @Test
    void aCallThatTakesTooLong() {
        OkHttpClient impatient =
                newClient().newBuilder().callTimeout(200, TimeUnit.MILLISECONDS).build();
        String path = DOWNSTREAM.path("late");
        Downstream.Gate gate = DOWNSTREAM.gate(path);
        Throwable withoutLibrary =
                catchThrowable(() -> impatient.newCall(get(path)).execute());
        CapturedHeaders headers = Headers.ofRequest(1);
        try (Scope scope = headers.makeCurrent()) {
            Call call = HeaderPropagationCallFactory.create(impatient).newCall(get(path));
            assertThat(catchThrowable(call::execute)).hasToString(withoutLibrary.toString());
            assertThat(CapturedHeaders.current()).isSameAs(headers);
        }
        gate.open();
    }

    @Test
    void aCallThatNoThreadTakes() throws Exception {
        ExecutorService closed = Executors.newSingleThreadExecutor();
        closed.shutdown();
        Call.Factory calls = HeaderPropagationCallFactory.create(
                newClient().newBuilder().dispatcher(new Dispatcher(closed)).build());
        Answer answer = new Answer();
        CapturedHeaders headers = Headers.ofRequest(1);
        Call call;
        try (Scope scope = headers.makeCurrent()) {
            call = calls.newCall(get("/"));
        }
        CapturedHeaders other = Headers.ofRequest(2);
        try (Scope scope = other.makeCurrent()) {
            call.enqueue(answer);
            assertThat(CapturedHeaders.current()).isSameAs(other);
        }
        assertThat(answer.awaitFailure()).hasMessageContaining("rejected");
        assertThat(answer.seen()).isSameAs(headers);
    }

    @Test
    void aCallbackThatThrows() throws Exception {
        ExecutorService oneThread = Executors.newSingleThreadExecutor();
        Call.Factory calls = HeaderPropagationCallFactory.create(
                newClient().newBuilder().dispatcher(new Dispatcher(oneThread)).build());
        Answer throwing = new Answer() {
            @Override
            public void onResponse(Call call, Response response) throws IOException {
                super.onResponse(call, response);
                throw new IOException("thrown by the test's callback");
            }
        };
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            calls.newCall(get(DOWNSTREAM.path("throwing"))).enqueue(throwing);
        }
        throwing.awaitResponse();
        assertThat(oneThread
                        .submit(CapturedHeaders::current)
                        .get(20, TimeUnit.SECONDS)
                        .isEmpty())
                .isTrue();
        oneThread.shutdown();
    }

    @Test
    void aConnectionThatIsDroppedSoThatTheRequestIsSentAgain() throws Exception {
        ScriptedServer.Script dropsTheSecondOnAConnection =
                (lines, number) -> number == 1 ? null : ScriptedServer.answer("200 OK");
        Call.Factory calls = HeaderPropagationCallFactory.create(newClient());
        try (ScriptedServer server = new ScriptedServer(dropsTheSecondOnAConnection);
                Scope scope = Headers.ofRequest(1).makeCurrent()) {
            for (String path : new String[] {"/first", "/second"}) {
                Request request =
                        new Request.Builder().url(server.url("127.0.0.1", path)).build();
                calls.newCall(request).execute().close();
            }
            assertThat(server.requests())
                    .extracting(lines -> lines.get(0).split(" ")[1])
                    .containsExactly("/first", "/second", "/second");
            assertThat(server.requests())
                    .allSatisfy(lines -> assertThat(lines).containsOnlyOnce("x-request-id: " + Headers.requestId(1)));
        }
    }

    @Test
    void aDispatcherThatRunsTheCallOnTheCallersThread() throws Exception {
        ExecutorService callersThread = new ThreadPoolExecutor(0, 1, 0, TimeUnit.SECONDS, new SynchronousQueue<>()) {
            @Override
            public void execute(Runnable task) {
                task.run();
            }
        };
        Call.Factory calls = HeaderPropagationCallFactory.create(newClient()
                .newBuilder()
                .dispatcher(new Dispatcher(callersThread))
                .build());
        Answer answer = new Answer();
        Call call = calls.newCall(get(DOWNSTREAM.path("direct")));
        CapturedHeaders headers = Headers.ofRequest(1);
        try (Scope scope = headers.makeCurrent()) {
            call.enqueue(answer);
            assertThat(CapturedHeaders.current()).isSameAs(headers);
        }
        answer.awaitResponse();
        assertThat(answer.seen().isEmpty()).isTrue();
    }

    /** OkHttp reports a cancelled call differently if its connection was used before, so each has a new one. */
    private static OkHttpClient newClient() {
        return TestClients.client().connectionPool(new ConnectionPool()).build();
    }

    private static Request get(String path) {
        return new Request.Builder().url(DOWNSTREAM.uri(path).toString()).build();
    }
}
