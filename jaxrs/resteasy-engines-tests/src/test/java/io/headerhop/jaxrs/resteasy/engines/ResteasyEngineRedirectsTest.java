// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.engines;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.contract.OutboundCall;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.jaxrs.contract.WayToInvoke;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.client.HttpClient;
import org.jboss.resteasy.client.jaxrs.ClientHttpEngine;
import org.jboss.resteasy.client.jaxrs.ResteasyClient;
import org.jboss.resteasy.client.jaxrs.ResteasyClientBuilder;
import org.jboss.resteasy.client.jaxrs.engines.ApacheHttpAsyncClient4Engine;
import org.jboss.resteasy.client.jaxrs.engines.ApacheHttpClient43Engine;
import org.jboss.resteasy.client.jaxrs.engines.ReactorNettyClientHttpEngine;
import org.jboss.resteasy.client.jaxrs.engines.URLConnectionEngine;
import org.jboss.resteasy.client.jaxrs.engines.jetty.JettyClientEngine;
import org.jboss.resteasy.client.jaxrs.engines.vertx.VertxClientHttpEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.netty.resources.ConnectionProvider;

/**
 * An inherent limit: an engine that follows redirects sends all headers to any host, and has no hook for checking the
 * hop. The feature does not change that, since what a call returns must not depend on it. Verifies the README's table.
 */
@SuppressWarnings("removal")
class ResteasyEngineRedirectsTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();
    private static final Set<Engine> FOLLOWING_BY_THEMSELVES =
            EnumSet.of(Engine.APACHE_ASYNC, Engine.URL_CONNECTION, Engine.JETTY);

    private final String first = DOWNSTREAM.path("first");
    private final String untrusted = DOWNSTREAM.path("untrusted");

    @ParameterizedTest
    @EnumSource
    void theseFollowByThemselvesAndTheOthersDoNot(Engine engine) throws Exception {
        for (WayToInvoke way : WayToInvoke.values()) {
            String from = DOWNSTREAM.path("first");
            String to = DOWNSTREAM.path("untrusted");
            DOWNSTREAM.redirect(from, DOWNSTREAM.uriByOtherHost(to));
            try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
                boolean follows = FOLLOWING_BY_THEMSELVES.contains(engine);
                assertThat(way.prepare(engine.client(), OutboundCall.get(DOWNSTREAM.uri(from)))
                                .send())
                        .as("%s", way)
                        .isEqualTo(follows ? 200 : 302);
                assertThat(DOWNSTREAM.received(to))
                        .hasSize(follows ? 1 : 0)
                        .allSatisfy(request -> assertThat(request).containsEntry("x-request-id", Headers.requestId(1)));
            }
        }
    }

    @Test
    void whatIsOnTheClassPathHereIsJettysEngine() {
        assertThat(((ResteasyClient) Engine.JETTY_BY_CLASS_PATH.client()).httpEngine())
                .isInstanceOf(JettyClientEngine.class);
    }

    @Test
    void jettyDoesNotFollowWhereAPropertySaysSo() throws Exception {
        Client client = Engine.JETTY
                .builder()
                .build()
                .register(HeaderPropagationClientFeature.class)
                .property(JettyClientEngine.FOLLOW_REDIRECTS, false);
        assertThat(JettyClientEngine.FOLLOW_REDIRECTS).isEqualTo("jersey.config.client.followRedirects");
        assertIsNotFollowedBy(client);
    }

    @Test
    void jettyDoesNotFollowWhereItsOwnClientSaysSo() throws Exception {
        HttpClient http = new HttpClient();
        http.setFollowRedirects(false);
        assertIsNotFollowedBy(with(new JettyClientEngine(http)));
    }

    @Test
    void apachesAsynchronousEngineDoesNotFollowWhereItsOwnClientSaysSo() throws Exception {
        assertIsNotFollowedBy(with(new ApacheHttpAsyncClient4Engine(
                org.apache.http.impl.nio.client.HttpAsyncClients.custom()
                        .setRedirectStrategy(new NoRedirects())
                        .build(),
                true)));
    }

    @Test
    void jettyOnTheClassPathFollowsWhereTheBuilderSaysSo() throws Exception {
        assertIsFollowedBy(((ResteasyClientBuilder) ClientBuilder.newBuilder())
                .setFollowRedirects(true)
                .build()
                .register(HeaderPropagationClientFeature.class));
    }

    @Test
    void vertxOnTheClassPathFollowsWhereTheBuilderSaysSo() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new WithoutJettysEngine(before));
        try {
            ResteasyClient following = ((ResteasyClientBuilder) ClientBuilder.newBuilder())
                    .setFollowRedirects(true)
                    .build();
            assertThat(following.httpEngine()).isInstanceOf(VertxClientHttpEngine.class);
            assertIsFollowedBy(following.register(HeaderPropagationClientFeature.class));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void urlConnectionFollowsForGetOnlyAndNoSettingChangesThat() throws Exception {
        URLConnectionEngine engine = new URLConnectionEngine();
        engine.setFollowRedirects(false);
        Client client = with(engine);
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
        assertThat(client.target(DOWNSTREAM.uri(first)).request().options().getStatus())
                .isEqualTo(302);
        assertThat(client.target(DOWNSTREAM.uri(first)).request().get().getStatus())
                .isEqualTo(200);
    }

    @Test
    void reactorNettyAndApacheFollowWhereToldTo() throws Exception {
        ConnectionProvider connections = ConnectionProvider.create("following", 2);
        ApacheHttpClient43Engine apache = new ApacheHttpClient43Engine();
        apache.setFollowRedirects(true);
        assertIsFollowedBy(with(apache));
        assertIsFollowedBy(with(new ReactorNettyClientHttpEngine(
                reactor.netty.http.client.HttpClient.create(connections).followRedirect(true),
                new DefaultChannelGroup(GlobalEventExecutor.INSTANCE),
                connections)));
    }

    private static Client with(ClientHttpEngine engine) {
        return ((ResteasyClientBuilder) ClientBuilder.newBuilder())
                .httpEngine(engine)
                .build()
                .register(HeaderPropagationClientFeature.class);
    }

    private void assertIsNotFollowedBy(Client client) throws Exception {
        assertThat(statusOf(client)).isEqualTo(302);
        assertThat(DOWNSTREAM.received(untrusted)).isEmpty();
    }

    private void assertIsFollowedBy(Client client) throws Exception {
        int before = DOWNSTREAM.received(untrusted).size();
        assertThat(statusOf(client)).isEqualTo(200);
        assertThat(DOWNSTREAM.received(untrusted))
                .hasSize(before + 1)
                .allSatisfy(request -> assertThat(request).containsEntry("x-request-id", Headers.requestId(1)));
    }

    private int statusOf(Client client) throws Exception {
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            return WayToInvoke.SYNC
                    .prepare(client, OutboundCall.get(DOWNSTREAM.uri(first)))
                    .send();
        } finally {
            client.close();
        }
    }

    private static final class NoRedirects extends org.apache.http.impl.client.DefaultRedirectStrategy {
        @Override
        protected boolean isRedirectable(String method) {
            return false;
        }
    }

    private static final class WithoutJettysEngine extends ClassLoader {
        WithoutJettysEngine(ClassLoader parent) {
            super(parent);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            List<URL> all = Collections.list(super.getResources(name));
            all.removeIf(url -> url.getPath().contains("resteasy-client-jetty"));
            return Collections.enumeration(all);
        }
    }
}
