// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Scope;
import org.junit.jupiter.api.Test;

/** For clients that retry on their own when the server says it is temporarily unavailable. */
public interface RetryContract extends OutboundClient {
    @Test
    default void carriesTheHeadersOnTheRetryToo() throws Exception {
        String path = DOWNSTREAM.path("unavailable");
        DOWNSTREAM.beUnavailableOnce(path);
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            assertThat(send(OutboundCall.get(DOWNSTREAM.uri(path)))).isEqualTo(200);
        }
        assertThat(DOWNSTREAM.received(path))
                .hasSize(2)
                .allSatisfy(attempt -> assertThat(attempt).contains(entry("x-request-id", Headers.requestId(1))));
    }
}
