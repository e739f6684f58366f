// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.minimal;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.contract.RawHttp;
import java.net.URI;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

class MinimalServiceTest {
    @Test
    void whatCameInGoesOutWithTheCallItTriggered() throws Exception {
        Downstream downstream = Downstream.instance();
        String path = downstream.path("upstream");
        Server service = MinimalService.start(0, downstream.uri(path).toString());
        try {
            int port = ((NetworkConnector) service.getConnectors()[0]).getLocalPort();
            URI uri = URI.create("http://127.0.0.1:" + port + "/");
            RawHttp.get(uri, "x-request-id: " + Headers.requestId(1), "x-b3-traceid: " + Headers.TRACE_ID);
        } finally {
            service.stop();
        }
        assertThat(downstream.receivedOnce(path))
                .contains(entry("x-request-id", Headers.requestId(1)), entry("x-b3-traceid", Headers.TRACE_ID));
    }
}
