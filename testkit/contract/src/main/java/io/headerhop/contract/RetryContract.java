// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import java.util.Map;
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

    @Test
    default void replacesWhatTheCallerHasSetOnTheRetryToo() throws Exception {
        String path = DOWNSTREAM.path("unavailable");
        DOWNSTREAM.beUnavailableOnce(path);
        CapturedHeaders headers = Headers.captured(Headers.RULES.replacing(true), Headers.mapOfRequest(1));
        try (Scope scope = headers.makeCurrent()) {
            send(OutboundCall.get(DOWNSTREAM.uri(path)).with(Map.of("X-Request-Id", "the-callers-own", "B3", "0")));
        }
        assertThat(DOWNSTREAM.received(path))
                .hasSize(2)
                .allSatisfy(attempt -> assertThat(attempt)
                        .contains(entry("x-request-id", Headers.requestId(1)))
                        .doesNotContainKey("b3"));
    }
}
