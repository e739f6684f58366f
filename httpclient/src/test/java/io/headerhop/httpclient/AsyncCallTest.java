// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.contract.OutboundCall;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.CallbackContribution;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is specific to asynchronous clients. */
class AsyncCallTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    private final CapturedHeaders headers = Headers.ofRequest(1);
    private final Recorder recorder = new Recorder();
    private CloseableHttpAsyncClient client = started(installed());

    @AfterEach
    void close() throws Exception {
        client.close();
    }

    @Test
    void callsThatShareOneHttpContextAndWaitForOneConnectionCarryTheirOwnHeaders() throws Exception {
        useInstead(TestClients.withOneConnection(installed()));
        HttpClientContext shared = HttpClientContext.create();
        List<String> paths = List.of(DOWNSTREAM.path("1"), DOWNSTREAM.path("2"), DOWNSTREAM.path("3"));
        Downstream.Gate gate = DOWNSTREAM.gate(paths.get(0));
        List<Future<SimpleHttpResponse>> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            try (Scope scope = Headers.ofRequest(i).makeCurrent()) {
                answers.add(client.execute(get(paths.get(i)), shared, null));
            }
        }
        gate.awaitArrival();
        gate.open();
        for (int i = 0; i < 3; i++) {
            answers.get(i).get(20, TimeUnit.SECONDS);
            assertThat(requestIdAt(paths.get(i))).isEqualTo(Headers.requestId(i));
        }
    }

    @Test
    void theConsumerAndTheCallbackSeeTheCallersHeaders() throws Exception {
        // Long enough that the client asks for more room in between.
        byte[] body = new byte[1 << 20];
        try (Origin origin = new Origin(exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        })) {
            execute(TestClients.simple(OutboundCall.get(origin.uri("/"))));
            recorder.awaitEnd();
        }
        assertThat(recorder.seen())
                .containsOnlyKeys("consumeResponse", "updateCapacity", "consume", "streamEnd", "completed");
        assertThat(recorder.seen().values()).containsOnly(headers);
    }

    @Test
    void theConsumerAndTheCallbackSeeTheCallersHeadersWhereTheResponseHasNoBody() throws Exception {
        execute(new SimpleHttpRequest(Method.HEAD, DOWNSTREAM.uri(DOWNSTREAM.path("head"))));
        recorder.awaitEnd();
        assertThat(recorder.seen()).containsOnlyKeys("consumeResponse", "completed");
        assertThat(recorder.seen().values()).containsOnly(headers);
    }

    @Test
    void theConsumerAndTheCallbackSeeTheCallersHeadersAfterARedirectAndARetry() throws Exception {
        useInstead(installed().setRetryStrategy(TestClients.retryOnce()));
        String first = DOWNSTREAM.path("first");
        String second = DOWNSTREAM.path("second");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(second));
        DOWNSTREAM.beUnavailableOnce(second);
        execute(get(first));
        recorder.awaitEnd();
        assertThat(DOWNSTREAM.received(second))
                .hasSize(2)
                .allSatisfy(hop -> assertThat(hop).containsEntry("x-request-id", Headers.requestId(1)));
        assertThat(recorder.seen()).containsKeys("consumeResponse", "completed");
        assertThat(recorder.seen().values()).containsOnly(headers);
    }

    @Test
    void aCallMadeByACallbackCarriesTheHeadersOfItsCaller() throws Exception {
        String first = DOWNSTREAM.path("first");
        String second = DOWNSTREAM.path("second");
        CompletableFuture<Future<SimpleHttpResponse>> answer = new CompletableFuture<>();
        try (Scope scope = headers.makeCurrent()) {
            client.execute(get(first), new CallbackContribution<SimpleHttpResponse>(null) {
                @Override
                public void completed(SimpleHttpResponse response) {
                    answer.complete(client.execute(get(second), null));
                }
            });
        }
        answer.get(20, TimeUnit.SECONDS).get(20, TimeUnit.SECONDS);
        assertThat(requestIdAt(second)).isEqualTo(Headers.requestId(1));
    }

    @Test
    void aCallThatTimesOutFailsAsUsualAndTheConsumerAndCallbackSeeTheCallersHeaders() throws Exception {
        useInstead(installed()
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.ofMilliseconds(50))
                        .build()));
        String path = DOWNSTREAM.path("late");
        Downstream.Gate gate = DOWNSTREAM.gate(path);
        Future<SimpleHttpResponse> answer = execute(get(path));
        assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SocketTimeoutException.class);
        gate.open();
        recorder.awaitEnd();
        assertThat(recorder.seen()).containsOnlyKeys("failed", "callback failed");
        assertThat(recorder.seen().values()).containsOnly(headers);
    }

    @Test
    void aCancelledCallFailsAsUsualAndItsCallbackSeesWhatIsCurrentWhereItIsCancelled() throws Exception {
        String path = DOWNSTREAM.path("cancelled");
        Downstream.Gate gate = DOWNSTREAM.gate(path);
        Future<SimpleHttpResponse> answer = execute(get(path));
        gate.awaitArrival();
        CapturedHeaders others = Headers.ofRequest(2);
        try (Scope scope = others.makeCurrent()) {
            answer.cancel(true);
            assertThat(CapturedHeaders.current()).isSameAs(others);
        }
        gate.open();
        assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        // The client calls it inside cancel(), with no handler of ours in between.
        assertThat(recorder.seen()).containsEntry("callback cancelled", others);
    }

    @Test
    void aCallWithoutAnHttpContextCarriesTheHeaders() throws Exception {
        String path = DOWNSTREAM.path("null");
        try (Scope scope = headers.makeCurrent()) {
            client.execute(SimpleRequestProducer.create(get(path)), SimpleResponseConsumer.create(), null, null)
                    .get(20, TimeUnit.SECONDS);
        }
        assertThat(requestIdAt(path)).isEqualTo(Headers.requestId(1));
    }

    @Test
    void theCallersObjectIsNotChanged() throws Exception {
        SimpleHttpRequest request = get(DOWNSTREAM.path("object"));
        execute(request).get(20, TimeUnit.SECONDS);
        assertThat(request.getHeaders()).isEmpty();
    }

    @Test
    void installingTwiceIsTheSameAsOnce() throws Exception {
        useInstead(HeaderPropagationInterceptors.install(installed()));
        String first = DOWNSTREAM.path("first");
        String untrusted = DOWNSTREAM.path("untrusted");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            client.execute(get(first), null).get(20, TimeUnit.SECONDS);
        }
        assertThat(requestIdAt(first)).isEqualTo(Headers.requestId(1));
        assertThat(DOWNSTREAM.receivedOnce(untrusted)).doesNotContainKey("x-request-id");
    }

    private Future<SimpleHttpResponse> execute(SimpleHttpRequest request) {
        try (Scope scope = headers.makeCurrent()) {
            return client.execute(SimpleRequestProducer.create(request), recorder.consumer(), recorder);
        }
    }

    private void useInstead(HttpAsyncClientBuilder builder) throws Exception {
        client.close();
        client = started(builder);
    }

    private static HttpAsyncClientBuilder installed() {
        return HeaderPropagationInterceptors.install(HttpAsyncClients.custom());
    }

    private static CloseableHttpAsyncClient started(HttpAsyncClientBuilder builder) {
        CloseableHttpAsyncClient client = builder.build();
        client.start();
        return client;
    }

    private static SimpleHttpRequest get(String path) {
        return TestClients.simple(OutboundCall.get(DOWNSTREAM.uri(path)));
    }

    private static String requestIdAt(String path) {
        return DOWNSTREAM.receivedOnce(path).get("x-request-id");
    }
}
