// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.springframework.scheduling.annotation.Async;

/** Calls from a thread of Spring's pool. */
class Later {
    private final Clients clients;

    Later(Clients clients) {
        this.clients = clients;
    }

    @Async
    CompletableFuture<String> call(String client, URI uri) {
        return CompletableFuture.completedFuture(clients.call(client, uri));
    }
}
