package io.headerhop.jaxrs.jersey.client;

import java.util.Arrays;
import java.util.stream.Stream;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.spi.ConnectorProvider;

/** What Jersey sends requests with. Those of Jersey 3.1 that Jersey 4 does not have are there on the lowest version. */
enum Connector {
    DEFAULT("org.glassfish.jersey.client.HttpUrlConnectorProvider"),
    APACHE5("org.glassfish.jersey.apache5.connector.Apache5ConnectorProvider"),
    APACHE4("org.glassfish.jersey.apache.connector.ApacheConnectorProvider"),
    JETTY("org.glassfish.jersey.jetty.connector.JettyConnectorProvider"),
    GRIZZLY("org.glassfish.jersey.grizzly.connector.GrizzlyConnectorProvider"),
    NETTY("org.glassfish.jersey.netty.connector.NettyConnectorProvider"),
    JAVA_NET("org.glassfish.jersey.jnh.connector.JavaNetHttpConnectorProvider"),
    JDK("org.glassfish.jersey.jdk.connector.JdkConnectorProvider");

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
        try {
            return new ClientConfig().connectorProvider((ConnectorProvider)
                    Class.forName(provider).getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
