// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Scope;
import org.junit.jupiter.api.Test;

/** For clients that answer a challenge on their own; the test's client knows {@code user} and {@code password}. */
public interface AuthenticationContract extends OutboundClient {
    @Test
    default void carriesTheHeadersOnTheAuthenticatedAttemptToo() throws Exception {
        String path = DOWNSTREAM.path("secured");
        DOWNSTREAM.demandCredentials(path);
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            assertThat(send(OutboundCall.get(DOWNSTREAM.uri(path)))).isEqualTo(200);
        }
        assertThat(DOWNSTREAM.received(path))
                .hasSize(2)
                .allSatisfy(attempt -> assertThat(attempt)
                        .contains(entry("x-request-id", Headers.requestId(1)), entry("x-canary", "always")));
    }
}
