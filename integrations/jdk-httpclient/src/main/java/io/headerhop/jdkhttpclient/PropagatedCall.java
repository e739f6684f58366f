// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** One call, with the hops that it is redirected to. */
final class PropagatedCall<T> implements BodyHandler<T>, CallersFuture.Call {
    private final HttpClient client;
    private final @Nullable Redirects redirects;
    private final CapturedHeaders headers;
    private final BodyHandler<T> handler;
    private final @Nullable PushPromiseHandler<T> pushes;

    // Hop after hop, each on the thread of the answer before: written and read in the order of the futures between.
    private Hop hop;
    private int followed;
    private int attempts;
    private @Nullable HttpResponse<T> earlier;
    // What the answer to this hop leads to, found where its headers are known.
    private volatile Redirects.@Nullable Redirection redirection;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable IgnoredBody<T> ignored;

    private volatile boolean cancelled;
    private volatile @Nullable CompletableFuture<HttpResponse<T>> sent;

    /** @param redirects null if they are not followed here */
    PropagatedCall(
            HttpClient client,
            @Nullable Redirects redirects,
            Hop first,
            BodyHandler<T> handler,
            @Nullable PushPromiseHandler<T> pushes) {
        this.client = client;
        this.redirects = redirects;
        this.hop = first;
        this.headers = first.headers();
        this.handler = handler;
        this.pushes = pushes == null ? null : new CallersPushes<>(headers, () -> hop.own(), pushes);
    }

    HttpResponse<T> send() throws IOException, InterruptedException {
        while (true) {
            HttpResponse<T> response = seen(client.send(hop.sent(), this));
            try {
                if (!isRedirected(response)) {
                    return response;
                }
            } catch (IOException e) {
                // With the caller's stack, as the client does.
                throw new IOException(e.getMessage(), e);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            } catch (RuntimeException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }

    CompletableFuture<HttpResponse<T>> sendAsync() {
        CallersFuture<HttpResponse<T>> result = new CallersFuture<>(headers, this);
        start(result);
        return result;
    }

    /** Throws what the client throws at once. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void start(CallersFuture<HttpResponse<T>> result) {
        CompletableFuture<HttpResponse<T>> started =
                pushes == null ? client.sendAsync(hop.sent(), this) : client.sendAsync(hop.sent(), this, pushes);
        sent = started;
        if (cancelled) {
            started.cancel(true);
        }
        started.whenComplete((response, thrown) -> {
            if (thrown != null) {
                result.fail(thrown);
            } else {
                proceed(response, result);
            }
        });
    }

    private void proceed(HttpResponse<T> answer, CallersFuture<HttpResponse<T>> result) {
        try {
            HttpResponse<T> response = seen(answer);
            if (isRedirected(response)) {
                start(result);
            } else {
                result.succeed(response);
            }
        } catch (Throwable e) {
            result.fail(new CompletionException(e));
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (mayInterruptIfRunning) {
            cancelled = true;
        }
        CompletableFuture<?> running = sent;
        return running != null && running.cancel(mayInterruptIfRunning);
    }

    /** Called on the client's threads, once for each hop. */
    @Override
    public BodySubscriber<T> apply(ResponseInfo answer) {
        if (redirects != null) {
            try {
                redirection = redirects.from(hop.own(), answer.statusCode(), answer.headers(), followed);
            } catch (IOException | RuntimeException e) {
                failure = e;
            }
            if (redirection != null || failure != null) {
                IgnoredBody<T> body = new IgnoredBody<>(answer);
                ignored = body;
                return body;
            }
        }
        try (Scope scope = headers.makeCurrent()) {
            return CallersSubscriber.of(headers, handler.apply(answer));
        }
    }

    private HttpResponse<T> seen(HttpResponse<T> response) {
        return hop.mayChange() || earlier != null ? new PropagatedResponse<>(response, hop.own(), earlier) : response;
    }

    /** Whether there is another hop to go to. */
    private boolean isRedirected(HttpResponse<T> response) throws IOException {
        if (ignored != null) {
            ignored.discard();
        }
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        Redirects.Redirection next = redirection;
        if (next == null) {
            return false;
        }
        attempts += attemptsOf(response);
        if (attempts >= Redirects.LIMIT) {
            throw new IOException("Too many retries");
        }
        followed++;
        earlier = response;
        hop = hop.next(next);
        redirection = null;
        ignored = null;
        return true;
    }

    /** Of this hop: the client has answered challenges by itself. */
    private int attemptsOf(HttpResponse<T> response) {
        int count = 0;
        for (HttpResponse<T> each = response; each != null && !each.equals(earlier); count++) {
            each = each.previousResponse().orElse(null);
        }
        return count;
    }
}
