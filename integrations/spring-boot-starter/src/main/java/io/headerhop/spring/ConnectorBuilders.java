// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.JdkClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.ClientHttpConnector;

/** Has each hop of a redirect judged that a {@code WebClient} follows, whichever client is below. */
final class ConnectorBuilders {
    private ConnectorBuilders() {}

    static ClientHttpConnectorBuilder<?> judging(ClientHttpConnectorBuilder<?> builder) {
        if (builder instanceof ReactorClientHttpConnectorBuilder reactor) {
            return ReactorRedirects.judged(reactor);
        }
        FollowingConnector.Rules rules = builder instanceof JdkClientHttpConnectorBuilder
                ? FollowingConnector.LIKE_JDK
                : FollowingConnector.LIKE_BROWSERS;
        return NotFollowingBuilder.of(
                ClientHttpConnectorBuilder.class,
                builder,
                (built, follows) -> follows ? new FollowingConnector((ClientHttpConnector) built, rules) : built);
    }
}
