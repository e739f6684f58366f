// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry.agent.program;

import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.japi.function.Function;

/** Pekko HTTP, server and client. */
final class PekkoServer {
    private PekkoServer() {}

    static int server() throws Exception {
        ActorSystem system = ActorSystem.create(
                "shop",
                ConfigFactory.parseMap(Map.of(
                                "pekko.loglevel", "OFF", "pekko.http.host-connection-pool.max-open-requests", "64"))
                        .withFallback(ConfigFactory.load()));
        Http http = Http.get(system);
        return http.newServerAt("127.0.0.1", 0)
                .bind((Function<HttpRequest, CompletionStage<HttpResponse>>) request -> {
                    Query query = Query.of(URI.create(request.getUri().toString()));
                    HttpRequest call = HttpRequest.create(query.to());
                    for (Map.Entry<String, String> own : query.own().entrySet()) {
                        call = call.addHeader(RawHeader.create(own.getKey(), own.getValue()));
                    }
                    return http.singleRequest(call).thenApply(answer -> {
                        answer.discardEntityBytes(system);
                        return HttpResponse.create().withStatus(answer.status());
                    });
                })
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS)
                .localAddress()
                .getPort();
    }
}
