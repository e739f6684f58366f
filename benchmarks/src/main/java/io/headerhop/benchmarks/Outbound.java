// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call as an application makes it, through the whole client except the connection. */
interface Outbound {
    List<String> CLIENTS = List.of("okhttp", "httpclient", "jersey");

    static Outbound of(String client, Contender contender) throws IOException {
        return switch (client) {
            case "okhttp" -> new OkHttpOutbound(contender);
            case "httpclient" -> new HttpClientOutbound(contender);
            case "jersey" -> new JerseyOutbound(contender);
            default -> throw new IllegalArgumentException("unknown client: " + client);
        };
    }

    @Nullable Object call() throws IOException;

    /** All headers of the last call, as they would have been written to the connection. */
    List<Header> sent();
}
