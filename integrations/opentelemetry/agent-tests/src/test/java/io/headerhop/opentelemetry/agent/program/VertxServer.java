// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry.agent.program;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** Vert.x, server and client, on two event loops. */
final class VertxServer {
    private VertxServer() {}

    static int server() throws Exception {
        // The JVM's resolver, which the tests give a host.
        System.setProperty("vertx.disableDnsResolver", "true");
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        HttpClient client = vertx.createHttpClient();
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> answer(request, client))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        return server.actualPort();
    }

    private static void answer(HttpServerRequest request, HttpClient client) {
        Query query = Query.of(URI.create(request.uri()));
        client.request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setAbsoluteURI(query.to())
                        .setFollowRedirects(query.client().equals("following")))
                .compose(call -> {
                    query.own().forEach(call::putHeader);
                    return call.send();
                })
                .onComplete(answer -> request.response()
                        .setStatusCode(answer.succeeded() ? answer.result().statusCode() : 502)
                        .end());
    }
}
