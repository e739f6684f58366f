// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.engines;

import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.vertx.core.Vertx;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.resteasy.client.jaxrs.ClientHttpEngine;
import org.jboss.resteasy.client.jaxrs.ResteasyClientBuilder;
import org.jboss.resteasy.client.jaxrs.engines.ApacheHttpAsyncClient4Engine;
import org.jboss.resteasy.client.jaxrs.engines.ApacheHttpClient43Engine;
import org.jboss.resteasy.client.jaxrs.engines.ManualClosingApacheHttpClient43Engine;
import org.jboss.resteasy.client.jaxrs.engines.ReactorNettyClientHttpEngine;
import org.jboss.resteasy.client.jaxrs.engines.URLConnectionEngine;
import org.jboss.resteasy.client.jaxrs.engines.jetty.JettyClientEngine;
import org.jboss.resteasy.client.jaxrs.engines.vertx.VertxClientHttpEngine;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Every engine available for RESTEasy's client, with its default settings. */
enum Engine {
    /** The client's default if no other engine is on the class path. */
    APACHE {
        @Override
        ClientHttpEngine create() {
            return new ApacheHttpClient43Engine();
        }
    },
    APACHE_MANUAL_CLOSING {
        @Override
        ClientHttpEngine create() {
            return new ManualClosingApacheHttpClient43Engine();
        }
    },
    APACHE_ASYNC {
        @Override
        @SuppressWarnings("removal")
        ClientHttpEngine create() {
            return new ApacheHttpAsyncClient4Engine(true);
        }
    },
    URL_CONNECTION {
        @Override
        ClientHttpEngine create() {
            return new URLConnectionEngine();
        }
    },
    /** Created by the application; not the one that a client finds on the class path. */
    JETTY {
        @Override
        @SuppressWarnings("removal")
        ClientHttpEngine create() {
            return new JettyClientEngine(new org.eclipse.jetty.client.HttpClient());
        }
    },
    /** The client's default if Jetty's engine is on the class path, as here. */
    JETTY_BY_CLASS_PATH {
        @Override
        ResteasyClientBuilder builder() {
            return (ResteasyClientBuilder) ClientBuilder.newBuilder();
        }

        @Override
        ClientHttpEngine create() {
            throw new UnsupportedOperationException();
        }
    },
    VERTX {
        @Override
        @SuppressWarnings("removal")
        ClientHttpEngine create() {
            return new VertxClientHttpEngine(Vertx.vertx());
        }
    },
    REACTOR_NETTY {
        @Override
        ClientHttpEngine create() {
            ConnectionProvider connections = ConnectionProvider.create("headerhop", 50);
            return new ReactorNettyClientHttpEngine(
                    HttpClient.create(connections), new DefaultChannelGroup(GlobalEventExecutor.INSTANCE), connections);
        }
    };

    private static final Map<Engine, Client> CLIENTS = new EnumMap<>(Engine.class);

    abstract ClientHttpEngine create();

    ResteasyClientBuilder builder() {
        return ((ResteasyClientBuilder) ClientBuilder.newBuilder()).httpEngine(create());
    }

    /** One for all tests: some of these engines have threads of their own. */
    Client client() {
        synchronized (CLIENTS) {
            return CLIENTS.computeIfAbsent(
                    this, engine -> engine.builder().build().register(HeaderPropagationClientFeature.class));
        }
    }
}
