// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import io.headerhop.CapturedHeaders;
import io.headerhop.contract.Delegation;
import io.headerhop.contract.Trust;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** On the newest JDK, too, whose types have more methods than those that this is compiled against. */
class DelegationTest {
    private static final HttpRequest REQUEST =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:1/")).build();

    @Test
    void everyMethodOfAClientReachesTheApplicationsOwn() {
        complete(HttpClient.class, client -> new PropagatingHttpClient(client, client, Redirect.NEVER, null))
                .except("followRedirects()", "what the application's own says, even if another one sends the requests")
                .assertComplete();
    }

    @Test
    void everyMethodOfAResponseReachesTheClientsOwn() {
        complete(HttpResponse.class, response -> new PropagatedResponse<>(response, REQUEST, null))
                .except("request()", "the application's, without the headers")
                .assertComplete();
    }

    @Test
    void everyMethodOfAWebSocketBuilderReachesTheClientsOwn() {
        complete(WebSocket.Builder.class, builder -> new PropagatingWebSocketBuilder(() -> builder))
                .assertComplete();
    }

    @Test
    void everyMethodOfABodySubscriberReachesTheApplicationsOwn() {
        complete(BodySubscriber.class, subscriber -> CallersSubscriber.of(CapturedHeaders.none(), subscriber))
                .except("onNext(Object)", "what a subscriber of bodies is given is a list")
                .assertComplete();
    }

    @Test
    void everyMethodOfAPushPromiseHandlerReachesTheApplicationsOwn() {
        complete(
                        PushPromiseHandler.class,
                        handler -> new CallersPushes<>(CapturedHeaders.none(), () -> REQUEST, handler))
                .assertComplete();
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static <T> Delegation<T> complete(Class<T> type, Function<? super T, ? extends T> wrapper) {
        return Delegation.of(type, wrapper)
                .with(URI.class, REQUEST.uri())
                .with(HttpRequest.class, REQUEST)
                .with(HttpHeaders.class, HttpHeaders.of(Map.of(), (name, value) -> true))
                .with(Duration.class, Duration.ofSeconds(7))
                .with((Class) Optional.class, Optional.empty())
                .with(SSLContext.class, Trust.context())
                .with(CompletableFuture.class, new CompletableFuture<>());
    }
}
