// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The clients by name: from a URI of the other service to its answer. */
record Clients(Map<String, Function<URI, String>> byName) {
    /** Stands for all clients: each calls a path of its own name below the given one. */
    static final String ALL = "all";

    String call(String client, URI uri) {
        if (!client.equals(ALL)) {
            return Objects.requireNonNull(byName.get(client), client).apply(uri);
        }
        byName.forEach((name, call) -> {
            String answer = call.apply(URI.create(uri + "/" + name));
            if (!"ok".equals(answer)) {
                throw new IllegalStateException(name + " got " + answer);
            }
        });
        return "ok";
    }
}
