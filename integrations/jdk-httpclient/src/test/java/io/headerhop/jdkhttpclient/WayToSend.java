// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import io.headerhop.contract.CallbackContract.Callback;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundClient.PreparedCall;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** The ways to send a request with the JDK's client. */
enum WayToSend {
    SEND {
        @Override
        HttpResponse<String> send(HttpClient client, HttpRequest request) throws Exception {
            return client.send(request, BodyHandlers.ofString());
        }
    },
    SEND_ASYNC {
        @Override
        HttpResponse<String> send(HttpClient client, HttpRequest request) throws Exception {
            return await(client.sendAsync(request, BodyHandlers.ofString()));
        }
    },
    SEND_ASYNC_WITH_PUSHES {
        @Override
        HttpResponse<String> send(HttpClient client, HttpRequest request) throws Exception {
            return await(client.sendAsync(request, BodyHandlers.ofString(), (initiating, pushed, acceptor) -> {}));
        }
    };

    abstract HttpResponse<String> send(HttpClient client, HttpRequest request) throws Exception;

    PreparedCall prepare(HttpClient client, OutboundCall call) {
        HttpRequest request = request(call);
        return () -> send(client, request).statusCode();
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    static HttpRequest request(OutboundCall call) {
        BodyPublisher body = call.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(call.body());
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri());
        call.headers().forEach(request::header);
        return (call.method().equals("GET") ? request.GET() : request.method(call.method(), body)).build();
    }

    static void start(HttpClient client, OutboundCall call, Callback callback) {
        CompletableFuture<Void> end = client.sendAsync(request(call), BodyHandlers.discarding())
                .handle((response, failure) -> {
                    if (failure == null) {
                        callback.answered(response.statusCode());
                    } else {
                        callback.failed(failure);
                    }
                    return null;
                });
        end.exceptionally(unexpected -> {
            callback.failed(unexpected);
            return null;
        });
    }
}
