// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Scope;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A URL without a port uses its scheme's default, and destinations that name a port must take that into account. An
 * adapter that passes on -1 for "none" fails here.
 */
public interface DefaultPortContract extends CallersThreadContract {
    /**
     * Like {@link OutboundClient#prepare}, with a client that reaches every host through this HTTP proxy on loopback
     * and trusts every server, as {@link Trust} does.
     */
    OutboundClient.PreparedCall prepareThroughProxy(OutboundCall call, int proxyPort) throws Exception;

    @Test
    default void aDestinationAtPort80IsReachedByAnHttpUrlWithoutAPort() throws Exception {
        assertThat(receivedBy("http://shop.internal", "shop.internal:80")).containsKey("x-request-id");
    }

    @Test
    default void aDestinationAtPort443IsReachedByAnHttpsUrlWithoutAPort() throws Exception {
        assertThat(receivedBy("https://shop.internal", "shop.internal:443")).containsKey("x-request-id");
    }

    @Test
    default void aDestinationAtPort443IsNotReachedByAnHttpUrlWithoutAPort() throws Exception {
        assertThat(receivedBy("http://shop.internal", "shop.internal:443")).doesNotContainKeys(Headers.carriedNames());
    }

    @Test
    default void aDestinationAtPort80IsNotReachedByAnHttpsUrlWithoutAPort() throws Exception {
        assertThat(receivedBy("https://shop.internal", "shop.internal:80")).doesNotContainKeys(Headers.carriedNames());
    }

    @Test
    default void aDestinationWithoutAPortIsReachedByEitherUrl() throws Exception {
        assertThat(receivedBy("http://shop.internal", "shop.internal")).containsKey("x-request-id");
        assertThat(receivedBy("https://shop.internal", "shop.internal")).containsKey("x-request-id");
    }

    private Map<String, String> receivedBy(String host, String destination) throws Exception {
        String path = DOWNSTREAM.path("default-port");
        try (DownstreamProxy proxy = new DownstreamProxy();
                Scope scope = Headers.ofRequestOnlyTo(1, destination).makeCurrent()) {
            assertThat(prepareThroughProxy(OutboundCall.get(URI.create(host + path)), proxy.port())
                            .send())
                    .isEqualTo(200);
        }
        return DOWNSTREAM.receivedOnce(path);
    }
}
