// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import static io.headerhop.contract.OutboundContract.DOWNSTREAM;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.contract.ScriptedServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

@ParameterizedClass
@CsvSource({"HTTP_1_1, NEVER", "HTTP_1_1, NORMAL", "HTTP_2, NEVER", "HTTP_2, NORMAL"})
class CallTest {
    private final Redirect policy;
    private final HttpClient alone;
    private final HttpClient client;

    CallTest(Version version, Redirect policy) {
        this.policy = policy;
        alone = TestClients.client(version).followRedirects(policy).build();
        client = HeaderPropagationHttpClient.create(alone);
    }

    @Test
    void theRequestOfAResponseIsTheCallersAndCarriesWhatIsCurrentWhenItIsSentAgain() throws Exception {
        String path = DOWNSTREAM.path("page");
        HttpRequest request = get(path);
        HttpRequest seen;
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            seen = client.send(request, BodyHandlers.discarding()).request();
        }
        assertThat(seen).isEqualTo(request);
        assertThat(request.headers().map()).isEmpty();
        try (Scope scope = Headers.ofRequest(2).makeCurrent()) {
            client.sendAsync(seen, BodyHandlers.discarding()).join();
        }
        client.send(seen, BodyHandlers.discarding());
        assertThat(DOWNSTREAM.received(path).get(1)).contains(entry("x-request-id", Headers.requestId(2)));
        assertThat(DOWNSTREAM.received(path).get(2)).doesNotContainKeys(Headers.carriedNames());
    }

    /** Copying it would cost as much as all the rest of this library. */
    @Test
    void aCallWithNothingToCarrySendsTheCallersOwnRequest() throws Exception {
        List<HttpRequest> sent = new CopyOnWriteArrayList<>();
        HttpRequest request = get(DOWNSTREAM.path("own"));
        HttpClient remembering = new PropagatingHttpClient(
                new Remembering(alone, sent), alone, policy, policy == Redirect.NEVER ? null : new Redirects(policy));
        remembering.send(request, BodyHandlers.discarding());
        remembering.sendAsync(request, BodyHandlers.discarding()).join();
        assertThat(sent).hasSize(2).allMatch(each -> each == request);
    }

    @Test
    void whatTheApplicationGivesToTheClientRunsWithTheCallersHeaders() throws Exception {
        CapturedHeaders headers = Headers.ofRequest(1);
        Seen seen = new Seen();
        String path = DOWNSTREAM.path("body");
        HttpRequest request = get(path);
        CompletableFuture<?> end;
        try (Scope scope = headers.makeCurrent()) {
            client.send(request, seen.handler());
            end = client.sendAsync(request, seen.handler())
                    .thenApply(seen::see)
                    .thenApplyAsync(seen::see)
                    .thenCompose(response -> client.sendAsync(request, seen.handler()))
                    .whenComplete((response, failure) -> seen.see(response));
        }
        end.get(20, TimeUnit.SECONDS);
        assertThat(seen.all).hasSizeGreaterThan(15).allMatch(each -> each == headers);
        // And the call that a continuation made.
        assertThat(DOWNSTREAM.received(path))
                .hasSize(3)
                .allSatisfy(each -> assertThat(each).contains(entry("x-request-id", Headers.requestId(1))));
    }

    @Test
    void theSameSeesNothingWhereTheCallerHadNothing() throws Exception {
        whatTheApplicationGivesToTheClientRunsWithTheCallersHeaders();
        Seen seen = new Seen();
        HttpRequest request = get(DOWNSTREAM.path("body"));
        client.send(request, seen.handler());
        client.sendAsync(request, seen.handler())
                .thenApply(seen::see)
                .thenApplyAsync(seen::see)
                .get(20, TimeUnit.SECONDS);
        assertThat(seen.all).hasSizeGreaterThan(8).allMatch(CapturedHeaders::isEmpty);
    }

    /** What was current at each call of the application's code. */
    private static final class Seen {
        private final List<CapturedHeaders> all = new CopyOnWriteArrayList<>();

        <T> T see(T value) {
            all.add(CapturedHeaders.current());
            return value;
        }

        BodyHandler<String> handler() {
            return answer -> {
                see(answer);
                return BodySubscribers.mapping(new Each(this, new CompletableFuture<>()), this::see);
            };
        }
    }

    private record Each(Seen seen, CompletableFuture<String> body) implements BodySubscriber<String> {
        @Override
        public CompletionStage<String> getBody() {
            return seen.see(body);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            seen.see(subscription).request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> item) {
            seen.see(item);
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(seen.see(failure));
        }

        @Override
        public void onComplete() {
            body.complete(seen.see("completed"));
        }
    }

    @Test
    void aSubscriberThatFailsIsToldSoWithTheCallersHeaders() {
        Seen seen = new Seen();
        CapturedHeaders headers = Headers.ofRequest(1);
        String cut = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nshort";
        try (ScriptedServer server = new ScriptedServer((lines, number) -> cut);
                Scope scope = headers.makeCurrent()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url("127.0.0.1", "/")))
                    .build();
            assertThatThrownBy(() -> client.send(request, seen.handler())).isInstanceOf(IOException.class);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(seen.all).hasSizeGreaterThan(3).allMatch(each -> each == headers);
    }

    @Test
    void aContinuationThatIsAddedOnceTheResponseIsThereRunsOnTheThreadThatAddsIt() {
        HttpRequest request = get(DOWNSTREAM.path("late"));
        CompletableFuture<?> call;
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            call = client.sendAsync(request, BodyHandlers.discarding());
            call.join();
        }
        CapturedHeaders other = Headers.ofRequest(2);
        try (Scope scope = other.makeCurrent()) {
            assertThat(call.thenApply(response -> CapturedHeaders.current()).join())
                    .isSameAs(other);
        }
    }

    @Test
    void carriesTheHeadersOfTheCallerThoughTheClientsExecutorCarriesAnothers() throws Exception {
        String path = DOWNSTREAM.path("executor");
        HttpClient misled = HeaderPropagationHttpClient.create(HttpClient.newBuilder()
                .followRedirects(policy)
                .executor(Headers.ofRequest(9).executor(Runnable::run))
                .build());
        Seen seen = new Seen();
        CapturedHeaders headers = Headers.ofRequest(1);
        try (Scope scope = headers.makeCurrent()) {
            misled.sendAsync(get(path), seen.handler()).thenApply(seen::see).join();
        }
        assertThat(DOWNSTREAM.receivedOnce(path)).contains(entry("x-request-id", Headers.requestId(1)));
        assertThat(seen.all).allMatch(each -> each == headers);
    }

    /** A redirect with a body that never ends must not hold the call up. */
    @Test
    void theBodyOfARedirectIsNotWaitedFor() throws Exception {
        String endless = "HTTP/1.1 302 Found\r\nLocation: /end\r\nContent-Length: 1000000\r\n\r\nthe beginning";
        try (ScriptedServer server = new ScriptedServer(
                        (lines, number) -> lines.get(0).contains("/end") ? ScriptedServer.answer("200 OK") : endless);
                Scope scope = Headers.ofRequest(1).makeCurrent()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url("127.0.0.1", "/first")))
                    .build();
            HttpClient http1 = HeaderPropagationHttpClient.create(HttpClient.newBuilder()
                    .version(Version.HTTP_1_1)
                    .followRedirects(Redirect.ALWAYS)
                    .build());
            for (int i = 0; i < 20; i++) {
                assertThat(http1.send(request, BodyHandlers.ofString()).uri()).hasPath("/end");
                assertThat(http1.sendAsync(request, BodyHandlers.ofString())
                                .get(20, TimeUnit.SECONDS)
                                .uri())
                        .hasPath("/end");
            }
        }
    }

    @Test
    void aCallThatIsCancelledBetweenTwoHopsGoesNoFurther() throws Exception {
        String first = DOWNSTREAM.path("first");
        String held = DOWNSTREAM.path("held");
        var gate = DOWNSTREAM.gate(held);
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(held));
        HttpClient following = HeaderPropagationHttpClient.create(
                HttpClient.newBuilder().followRedirects(Redirect.ALWAYS).build());
        CountDownLatch ended = new CountDownLatch(1);
        CompletableFuture<?> call;
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            call = following.sendAsync(get(first), BodyHandlers.discarding());
            call.whenComplete((response, failure) -> ended.countDown());
        }
        gate.awaitArrival();
        assertThat(call.cancel(true)).isTrue();
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(call).isCancelled();
        gate.open();
    }

    @Test
    void aRedirectThatCannotBeFollowedClosesNothingOfTheNextCalls() throws Exception {
        String broken = DOWNSTREAM.path("broken");
        DOWNSTREAM.redirect(broken, 302, "http://:::/");
        HttpClient following = HeaderPropagationHttpClient.create(
                HttpClient.newBuilder().followRedirects(Redirect.ALWAYS).build());
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            assertThatThrownBy(() -> following.send(get(broken), BodyHandlers.discarding()))
                    .isInstanceOfAny(IOException.class, IllegalArgumentException.class);
            assertThat(following
                            .send(get(DOWNSTREAM.path("next")), BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aRetryAfterALostConnectionCarriesTheHeadersToo() throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer((lines, number) -> number == 1 ? null : ScriptedServer.answer("200 OK"));
                Scope scope = Headers.ofRequest(1).makeCurrent()) {
            HttpClient http1 = HeaderPropagationHttpClient.create(HttpClient.newBuilder()
                    .version(Version.HTTP_1_1)
                    .followRedirects(policy)
                    .build());
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url("127.0.0.1", "/")))
                    .build();
            http1.send(request, BodyHandlers.discarding());
            http1.send(request, BodyHandlers.discarding());
            assertThat(server.requests())
                    .hasSize(3)
                    .allMatch(lines -> lines.contains("x-request-id: " + Headers.requestId(1)));
        }
    }

    @Test
    void aProxysConnectCarriesNothing() throws Exception {
        try (ScriptedServer proxy = new ScriptedServer((lines, number) -> null);
                Scope scope = Headers.ofRequest(1).makeCurrent()) {
            HttpClient throughProxy = HeaderPropagationHttpClient.create(HttpClient.newBuilder()
                    .followRedirects(policy)
                    .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.port())))
                    .build());
            URI uri = URI.create("https://shop.internal/");
            assertThatThrownBy(
                            () -> throughProxy.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()))
                    .isInstanceOf(IOException.class);
            assertThat(proxy.requests().get(0)).first().asString().startsWith("CONNECT shop.internal:443");
            assertThat(proxy.requests().get(0)).noneMatch(line -> line.startsWith("x-") || line.startsWith("trace"));
        }
    }

    @Test
    void aClientIsWrappedOnce() {
        assertThat(HeaderPropagationHttpClient.create(client)).isSameAs(client);
        assertThat(client.followRedirects()).isEqualTo(policy);
        assertThat(client).hasToString(alone.toString());
    }

    @Test
    void theBuilderIsNotChanged() {
        HttpClient.Builder builder = HttpClient.newBuilder().followRedirects(policy);
        assertThat(HeaderPropagationHttpClient.build(builder).followRedirects()).isEqualTo(policy);
        assertThat(builder.build().followRedirects()).isEqualTo(policy);
    }

    private static HttpRequest get(String path) {
        return HttpRequest.newBuilder(DOWNSTREAM.uri(path)).build();
    }
}
