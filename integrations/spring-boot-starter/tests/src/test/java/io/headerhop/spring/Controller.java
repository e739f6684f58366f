// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Calls the other service with one of the clients, on one of Spring's threads. Beside the configuration, which would
 * find it twice within.
 */
@RestController
class Controller {
    private final Clients clients;
    private final Later later;

    Controller(Clients clients, Later later) {
        this.clients = clients;
        this.later = later;
    }

    @GetMapping("/sync/{client}")
    String sync(@PathVariable("client") String client, @RequestParam("uri") URI uri) {
        return clients.call(client, uri);
    }

    @GetMapping("/async/{client}")
    CompletableFuture<String> async(@PathVariable("client") String client, @RequestParam("uri") URI uri) {
        return later.call(client, uri);
    }

    @GetMapping("/callable/{client}")
    Callable<String> callable(@PathVariable("client") String client, @RequestParam("uri") URI uri) {
        return () -> clients.call(client, uri);
    }

    @GetMapping("/deferred/{client}")
    DeferredResult<String> deferred(@PathVariable("client") String client, @RequestParam("uri") URI uri) {
        DeferredResult<String> result = new DeferredResult<>();
        later.call(client, uri).whenComplete((answer, failure) -> {
            if (failure == null) {
                result.setResult(answer);
            } else {
                result.setErrorResult(failure);
            }
        });
        return result;
    }

    @GetMapping("/streaming/{client}")
    StreamingResponseBody streaming(@PathVariable("client") String client, @RequestParam("uri") URI uri) {
        return out -> out.write(clients.call(client, uri).getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/mono/{client}")
    Mono<String> mono(@PathVariable("client") String client, @RequestParam("uri") URI uri) {
        return Mono.fromCallable(() -> clients.call(client, uri)).subscribeOn(Schedulers.boundedElastic());
    }
}
