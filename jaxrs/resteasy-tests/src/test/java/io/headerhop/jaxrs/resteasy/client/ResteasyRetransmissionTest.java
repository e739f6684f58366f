// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Scope;
import io.headerhop.contract.AuthenticationContract;
import io.headerhop.contract.Headers;
import io.headerhop.contract.OutboundCall;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.jaxrs.contract.WayToInvoke;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.CredentialsProvider;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.client.HttpClients;
import org.jboss.resteasy.client.jaxrs.ResteasyClientBuilder;
import org.jboss.resteasy.client.jaxrs.engines.ApacheHttpClient43Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What RESTEasy's engine re-sends on its own: after a challenge, and after a redirect if configured to follow. */
@ParameterizedClass
@EnumSource(WayToInvoke.class)
class ResteasyRetransmissionTest implements AuthenticationContract {
    private static final Client CLIENT = authenticating();

    private final WayToInvoke way;

    ResteasyRetransmissionTest(WayToInvoke way) {
        this.way = way;
    }

    @Override
    public PreparedCall prepare(OutboundCall call) {
        return way.prepare(CLIENT, call);
    }

    @Test
    void doesNotFollowRedirectsByDefault() throws Exception {
        String first = DOWNSTREAM.path("first");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(DOWNSTREAM.path("last")));
        assertThat(send(OutboundCall.get(DOWNSTREAM.uri(first)))).isEqualTo(302);
    }

    /** An inherent limit: the engine re-sends all headers and has no hook for checking the hop. */
    @Test
    void whereToldToFollowItTakesTheHeadersAlongToWhicheverHost() throws Exception {
        String first = DOWNSTREAM.path("first");
        String untrusted = DOWNSTREAM.path("untrusted");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
        Client following = ((ResteasyClientBuilder) ClientBuilder.newBuilder())
                .setFollowRedirects(true)
                .build()
                .register(HeaderPropagationClientFeature.class);
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            way.prepare(following, OutboundCall.get(DOWNSTREAM.uri(first))).send();
        }
        assertThat(DOWNSTREAM.receivedOnce(untrusted)).containsEntry("x-request-id", Headers.requestId(1));
    }

    private static Client authenticating() {
        CredentialsProvider credentials = new BasicCredentialsProvider();
        credentials.setCredentials(AuthScope.ANY, new UsernamePasswordCredentials("user", "password"));
        ApacheHttpClient43Engine engine = new ApacheHttpClient43Engine(HttpClients.custom()
                .setDefaultCredentialsProvider(credentials)
                .setMaxConnPerRoute(50)
                .setMaxConnTotal(50)
                .build());
        return ((ResteasyClientBuilder) ClientBuilder.newBuilder())
                .httpEngine(engine)
                .build()
                .register(HeaderPropagationClientFeature.class);
    }
}
