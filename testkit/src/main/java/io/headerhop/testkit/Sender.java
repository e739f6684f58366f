// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends the requests of one run to the service, and notes in each how it was answered. */
final class Sender {
    private final String url;
    private final Settings settings;
    private final HeaderValues values;

    Sender(String url, Settings settings, HeaderValues values) {
        this.url = url;
        this.settings = settings;
        this.values = values;
    }

    /** One for all: before Java 21, a client ends only when the garbage collector finds it. */
    private static final class Client {
        // HTTP/1.1: an offer of HTTP/2, which others begin with, is refused by some servers.
        static final HttpClient INSTANCE =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** Completes, and never with an exception, when the answer is there. */
    CompletableFuture<?> send(SentRequest sent) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url.replace("{id}", sent.marker)))
                .timeout(settings.timeout);
        String body = settings.body;
        request.method(
                settings.method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.replace("{id}", sent.marker)));
        settings.ownHeaders.forEach((name, lines) -> lines.forEach(line -> request.header(name, line)));
        for (String decoy : HeaderValues.DECOYS) {
            if (!values.names().contains(decoy)) {
                request.header(decoy, HeaderValues.decoy(decoy));
            }
        }
        sent.headers.forEach(request::header);
        sent.sentAt = System.nanoTime();
        CompletableFuture<HttpResponse<Void>> answer =
                Client.INSTANCE.sendAsync(request.build(), BodyHandlers.discarding());
        // The client's own timeout ends with the headers of the answer.
        return answer.copy()
                .orTimeout(settings.timeout.toMillis() + 50, TimeUnit.MILLISECONDS)
                .handle((done, failure) -> {
                    sent.answeredAt = System.nanoTime();
                    if (failure != null) {
                        answer.cancel(true);
                        failed(sent, failure);
                    } else if (done.statusCode() >= 300) {
                        sent.failure = "answered " + done.statusCode()
                                + done.headers()
                                        .firstValue("location")
                                        .map(location -> ", Location: " + location)
                                        .orElse("");
                    }
                    return sent;
                });
    }

    static void await(CompletableFuture<?> answer) throws InterruptedException {
        try {
            answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void failed(SentRequest sent, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        sent.unanswered = cause instanceof TimeoutException || cause instanceof HttpTimeoutException;
        sent.failure = cause instanceof TimeoutException
                ? "its answer had not ended after " + settings.timeout.toMillis() / 1000.0 + " s"
                : "no answer: " + cause;
    }
}
