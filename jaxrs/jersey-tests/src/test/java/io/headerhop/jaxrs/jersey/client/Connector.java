// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.jersey.client;

import java.net.HttpURLConnection;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultRedirectStrategy;
import org.eclipse.jetty.client.HttpClient;
import org.glassfish.jersey.apache5.connector.Apache5ClientProperties;
import org.glassfish.jersey.apache5.connector.Apache5HttpClientBuilderConfigurator;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.ClientProperties;
import org.glassfish.jersey.client.HttpUrlConnectorProvider;
import org.glassfish.jersey.client.RequestEntityProcessing;
import org.glassfish.jersey.client.spi.ConnectorProvider;
import org.glassfish.jersey.grizzly.connector.GrizzlyConnectorProvider;
import org.glassfish.jersey.jetty.connector.JettyHttpClientSupplier;

/** What Jersey sends requests with. Those that exist only in Jersey 3.1 are on the lowest version's class path. */
enum Connector {
    DEFAULT("org.glassfish.jersey.client.HttpUrlConnectorProvider") {
        @Override
        List<UnaryOperator<ClientConfig>> settings() {
            return List.of(
                    config -> config.property(HttpUrlConnectorProvider.USE_FIXED_LENGTH_STREAMING, true),
                    config -> config.connectorProvider(new HttpUrlConnectorProvider().useFixedLengthStreaming()),
                    config -> config.connectorProvider(new HttpUrlConnectorProvider().connectionFactory(url -> {
                        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
                        connection.setRequestProperty("X-Factory", "1");
                        return connection;
                    })));
        }
    },
    APACHE5("org.glassfish.jersey.apache5.connector.Apache5ConnectorProvider") {
        @Override
        List<UnaryOperator<ClientConfig>> settings() {
            Apache5HttpClientBuilderConfigurator lax =
                    builder -> builder.setRedirectStrategy(new DefaultRedirectStrategy());
            Apache5HttpClientBuilderConfigurator none = builder -> builder.disableRedirectHandling();
            return List.of(
                    config -> config.register(lax, Apache5HttpClientBuilderConfigurator.class)
                            .property(ClientProperties.REQUEST_ENTITY_PROCESSING, RequestEntityProcessing.BUFFERED),
                    config -> config.register(none, Apache5HttpClientBuilderConfigurator.class),
                    config -> config.property(
                            Apache5ClientProperties.REQUEST_CONFIG,
                            RequestConfig.custom().setRedirectsEnabled(false).build()),
                    config -> config.property(
                            Apache5ClientProperties.REQUEST_CONFIG,
                            RequestConfig.custom()
                                    .setCircularRedirectsAllowed(true)
                                    .setMaxRedirects(2)
                                    .build()));
        }
    },
    APACHE4("org.glassfish.jersey.apache.connector.ApacheConnectorProvider"),
    JETTY("org.glassfish.jersey.jetty.connector.JettyConnectorProvider") {
        @Override
        List<UnaryOperator<ClientConfig>> settings() {
            return List.of(
                    config -> {
                        HttpClient client = new HttpClient();
                        client.setMaxRedirects(1);
                        return config.register(new JettyHttpClientSupplier(client));
                    },
                    config -> {
                        HttpClient client = new HttpClient();
                        client.setFollowRedirects(false);
                        return config.register(new JettyHttpClientSupplier(client));
                    });
        }
    },
    GRIZZLY("org.glassfish.jersey.grizzly.connector.GrizzlyConnectorProvider") {
        @Override
        List<UnaryOperator<ClientConfig>> settings() {
            return List.of(config -> config.connectorProvider(
                    new GrizzlyConnectorProvider((client, ignored, builder) -> builder.setMaxRedirects(1))));
        }
    },
    NETTY("org.glassfish.jersey.netty.connector.NettyConnectorProvider"),
    JAVA_NET("org.glassfish.jersey.jnh.connector.JavaNetHttpConnectorProvider");

    private final String provider;

    Connector(String provider) {
        this.provider = provider;
    }

    static Stream<Connector> present() {
        return Arrays.stream(values()).filter(Connector::isPresent);
    }

    private boolean isPresent() {
        try {
            Class.forName(provider);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    ClientConfig config() {
        return new ClientConfig().connectorProvider((ConnectorProvider) newInstance(provider));
    }

    // By name, since not all of them exist in each version.

    private static Object newInstance(String className) {
        try {
            return Class.forName(className).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** What an application can configure on this connector about redirects and bodies. */
    List<UnaryOperator<ClientConfig>> settings() {
        return List.of();
    }
}
