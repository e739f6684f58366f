// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PropagationStatusTest {
    private static final LostCall LOST = call("com.example.Orders.reserve(Orders.java:42)", true);
    private static final LostCall OF_NO_REQUEST = call("com.example.Prices.poll(Prices.java:7)", false);

    @Test
    void allIsWellWhereNothingIsWrongAndNothingWasLost() {
        assertThat(status(List.of(), OF_NO_REQUEST).toHtml())
                .contains(
                        "No call has been seen that lost its headers.",
                        "Calls of no request",
                        "<wbr>(Prices.<wbr>java:7)")
                .doesNotContain("class=\"bad\"");
    }

    /** Then no call is looked at, and there are none that have lost anything. */
    @Test
    void nothingIsWellWhereTheSetUpIsWrong() {
        PropagationStatus status = status(List.of("no inbound adapter is installed: register <one>"));
        assertThat(status.toHtml())
                .contains(
                        "Something is wrong with the set-up.", "no inbound adapter is installed: register &lt;one&gt;")
                .doesNotContain("class=\"good\"");
        assertThat(status.toJson()).contains("\"warnings\":[\"no inbound adapter is installed: register <one>\"]");
    }

    @Test
    void aLostCallIsSaidWithItsTime() {
        PropagationStatus status = status(List.of(), LOST);
        assertThat(status.toHtml())
                .contains("at one place in the code", "<wbr>(Orders.<wbr>java:42)", "2026-11-27 16:00:00 UTC")
                .doesNotContain("class=\"good\"");
        assertThat(status.toJson()).contains("\"lastSeen\":\"2026-11-27T16:00:00Z\",\"likelyLoss\":true");
    }

    private static PropagationStatus status(List<String> warnings, LostCall... calls) {
        return new PropagationStatus(List.of(), warnings, Map.of(), Map.of(), List.of(calls));
    }

    private static LostCall call(String line, boolean likelyLoss) {
        return new LostCall(
                "OkHttp",
                "inventory",
                "orders-1",
                line,
                "a cause",
                "a fix",
                Instant.parse("2026-11-27T16:00:00Z"),
                likelyLoss);
    }
}
