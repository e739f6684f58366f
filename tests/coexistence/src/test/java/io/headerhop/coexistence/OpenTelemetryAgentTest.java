// SPDX-License-Identifier: Apache-2.0
package io.headerhop.coexistence;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.HeaderPropagation;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/**
 * OpenTelemetry's Java agent, attached to this JVM: it traces Jetty and puts a network interceptor of its own into each
 * OkHttp client, so it writes after Headerhop.
 */
class OpenTelemetryAgentTest implements TracerContract {
    @Override
    public RelayService start(HeaderPropagation propagation) throws Exception {
        return new RelayService(propagation, new OkHttpClient());
    }

    @Test
    void byDefaultItsB3StandsBesideTheCallersOtherForm() throws Exception {
        try (RelayService service = start(HeaderPropagation.istio())) {
            assertThat(service.receivedFor(Inbound.ALL))
                    .containsKey("b3")
                    .contains(entry("x-b3-spanid", Inbound.SPAN_ID))
                    .doesNotContainEntry("traceparent", Inbound.TRACEPARENT);
        }
    }
}
