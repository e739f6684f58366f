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
        Redirects rules =
                builder instanceof JdkClientHttpConnectorBuilder ? Redirects.LIKE_JDK : Redirects.LIKE_BROWSERS;
        return BuilderProxy.of(ClientHttpConnectorBuilder.class, builder, (delegate, build, given) -> {
            ClientSettings settings = ClientSettings.of(build.getParameterTypes()[0], given);
            Object connector = build.invoke(delegate, settings.withoutRedirects());
            return settings.followsRedirects()
                    ? new FollowingConnector((ClientHttpConnector) connector, rules)
                    : connector;
        });
    }
}
