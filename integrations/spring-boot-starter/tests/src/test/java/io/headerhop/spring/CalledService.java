// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** Notes the headers of each request: for so many of them that WireMock would take most of a test's time. */
final class CalledService {
    private static final CalledService INSTANCE = new CalledService();

    private final Map<String, List<Map<String, String>>> received = new ConcurrentHashMap<>();
    // Of its own: those that Reactor Netty shares are stopped with the first service that ends.
    private final LoopResources threads = LoopResources.create("called", 2, true);
    private final DisposableServer server = HttpServer.create()
            .runOn(threads)
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> {
                Map<String, String> headers = new TreeMap<>();
                request.requestHeaders()
                        .forEach(header -> headers.merge(
                                header.getKey().toLowerCase(Locale.ROOT),
                                header.getValue(),
                                (first, second) -> first + "," + second));
                received.compute(request.uri(), (path, before) -> {
                    List<Map<String, String>> all = before == null ? new ArrayList<>() : before;
                    all.add(headers);
                    return all;
                });
                return response.sendString(Mono.just("ok"));
            })
            .bindNow();

    private CalledService() {
        Runtime.getRuntime().addShutdownHook(new Thread(server::disposeNow));
    }

    static CalledService instance() {
        return INSTANCE;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    /** By path, the headers of each request since the last time this was called; what came twice is comma-joined. */
    Map<String, List<Map<String, String>>> drain() {
        Map<String, List<Map<String, String>>> all = Map.copyOf(received);
        received.clear();
        return all;
    }
}
