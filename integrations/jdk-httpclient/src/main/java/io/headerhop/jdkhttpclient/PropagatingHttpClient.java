// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Compiled for Java 17, but implements {@link HttpClient} of any later version too: methods added since are declared
 * below without {@code @Override}.
 */
final class PropagatingHttpClient extends HttpClient {
    private final HttpClient sender;
    // The application's own; the same if that one does not follow redirects.
    private final HttpClient original;
    private final Redirect policy;
    private final @Nullable Redirects redirects;

    /** @param redirects those that are followed here, since {@code sender} does not; null if there is nothing to do */
    PropagatingHttpClient(HttpClient sender, HttpClient original, Redirect policy, @Nullable Redirects redirects) {
        this.sender = sender;
        this.original = original;
        this.policy = policy;
        this.redirects = redirects;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        Hop first = Hop.first(request);
        return first.isPlain() && redirects == null
                ? sender.send(request, handler)
                : new PropagatedCall<>(sender, redirects, first, requireNonNull(handler), null).send();
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        Hop first = Hop.first(request);
        return first.isPlain() && redirects == null
                ? sender.sendAsync(request, handler)
                : new PropagatedCall<>(sender, redirects, first, requireNonNull(handler), null).sendAsync();
    }

    @Override
    @SuppressWarnings("NullAway") // The JDK's own documentation allows null for the last one.
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushPromiseHandler) {
        Hop first = Hop.first(request);
        return first.isPlain() && redirects == null
                ? sender.sendAsync(request, handler, pushPromiseHandler)
                : new PropagatedCall<>(sender, redirects, first, requireNonNull(handler), pushPromiseHandler)
                        .sendAsync();
    }

    @Override
    public WebSocket.Builder newWebSocketBuilder() {
        return new PropagatingWebSocketBuilder(sender::newWebSocketBuilder);
    }

    @Override
    public Redirect followRedirects() {
        return policy;
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return sender.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return sender.connectTimeout();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return sender.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return sender.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return sender.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return sender.authenticator();
    }

    @Override
    public Version version() {
        return sender.version();
    }

    @Override
    public Optional<Executor> executor() {
        return sender.executor();
    }

    /** As of Java 21. */
    public void shutdown() {
        NewerMethods.shutdown(sender);
        if (hasTwo()) {
            NewerMethods.shutdown(original);
        }
    }

    /** As of Java 21. */
    public void shutdownNow() {
        NewerMethods.shutdownNow(sender);
        if (hasTwo()) {
            NewerMethods.shutdownNow(original);
        }
    }

    /** As of Java 21. */
    public boolean awaitTermination(Duration duration) throws InterruptedException {
        long start = System.nanoTime();
        return NewerMethods.awaitTermination(sender, duration)
                && (!hasTwo()
                        || NewerMethods.awaitTermination(original, duration.minusNanos(System.nanoTime() - start)));
    }

    /** As of Java 21. */
    public boolean isTerminated() {
        return NewerMethods.isTerminated(sender) && (!hasTwo() || NewerMethods.isTerminated(original));
    }

    /** As of Java 21. */
    public void close() {
        try {
            NewerMethods.close(sender);
        } finally {
            if (hasTwo()) {
                NewerMethods.close(original);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // Clients have no equality of their own.
    private boolean hasTwo() {
        return sender != original;
    }

    @Override
    public String toString() {
        return original.toString();
    }
}
