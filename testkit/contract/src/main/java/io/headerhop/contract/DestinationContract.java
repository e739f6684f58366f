// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Scope;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The headers go to the hosts and ports that the destinations allow, and to no others. */
public interface DestinationContract extends OutboundClient {
    @Test
    default void sendsNothingToAHostOutsideTheDestinations() throws Exception {
        String path = DOWNSTREAM.path("untrusted");
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            assertThat(send(OutboundCall.get(DOWNSTREAM.uriByOtherHost(path)))).isEqualTo(200);
        }
        assertThat(DOWNSTREAM.receivedOnce(path)).doesNotContainKeys(Headers.carriedNames());
    }

    @Test
    default void tellsDestinationsApartByTheirPort() throws Exception {
        String path = DOWNSTREAM.path("port");
        URI uri = DOWNSTREAM.uri(path);
        try (Scope scope =
                Headers.ofRequestOnlyTo(1, "127.0.0.1:" + uri.getPort()).makeCurrent()) {
            send(OutboundCall.get(uri));
        }
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1:1").makeCurrent()) {
            send(OutboundCall.get(uri));
        }
        assertThat(DOWNSTREAM.received(path)).hasSize(2);
        assertThat(DOWNSTREAM.received(path).get(0)).containsKey("x-request-id");
        assertThat(DOWNSTREAM.received(path).get(1)).doesNotContainKeys(Headers.carriedNames());
    }
}
