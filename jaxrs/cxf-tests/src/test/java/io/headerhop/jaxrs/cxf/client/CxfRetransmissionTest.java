// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.cxf.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Scope;
import io.headerhop.contract.AuthenticationContract;
import io.headerhop.contract.Headers;
import io.headerhop.contract.OutboundCall;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.cxf.configuration.security.AuthorizationPolicy;
import org.apache.cxf.jaxrs.client.WebClient;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.http.auth.DefaultBasicAuthSupplier;
import org.apache.cxf.transport.http.auth.HttpAuthSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What CXF re-sends on its own: after a challenge, and no redirect unless configured to follow. */
class CxfRetransmissionTest implements AuthenticationContract {
    private final Client client = ClientBuilder.newClient().register(HeaderPropagationClientFeature.class);

    @Override
    public PreparedCall prepare(OutboundCall call) {
        Invocation.Builder builder = client.target(call.uri()).request();
        call.headers().forEach(builder::header);
        WebClient.getConfig(builder).getHttpConduit().setAuthSupplier(new WhenChallenged());
        return () -> {
            try (var response = call.body() == null
                    ? builder.method(call.method())
                    : builder.method(call.method(), Entity.json(call.body()))) {
                return response.getStatus();
            }
        };
    }

    @Test
    void doesNotFollowRedirectsByDefault() throws Exception {
        String first = DOWNSTREAM.path("first");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(DOWNSTREAM.path("last")));
        assertThat(send(OutboundCall.get(DOWNSTREAM.uri(first)))).isEqualTo(302);
    }

    /** The feature checks a hop where CXF asks for these. */
    @Test
    void credentialsForAProxyAreAskedForAsBefore() throws Exception {
        String first = DOWNSTREAM.path("first");
        String untrusted = DOWNSTREAM.path("untrusted");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
        Client following = ClientBuilder.newClient()
                .property("http.autoredirect", true)
                .register(HeaderPropagationClientFeature.class);
        Invocation.Builder builder = following.target(DOWNSTREAM.uri(first)).request();
        ForProxy ofApplication = new ForProxy();
        WebClient.getConfig(builder).getHttpConduit().setProxyAuthSupplier(ofApplication);
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            builder.get().close();
        }
        assertThat(ofApplication.asked).containsExactly(DOWNSTREAM.uri(first), DOWNSTREAM.uriByOtherHost(untrusted));
        assertThat(DOWNSTREAM.receivedOnce(untrusted)).doesNotContainKey("x-request-id");
    }

    private static final class ForProxy implements HttpAuthSupplier {
        private final List<URI> asked = new ArrayList<>();

        @Override
        public boolean requiresRequestCaching() {
            return false;
        }

        @Override
        public String getAuthorization(
                AuthorizationPolicy policy, URI uri, Message message, @Nullable String challenge) {
            asked.add(uri);
            return "of the application";
        }
    }

    private static final class WhenChallenged implements HttpAuthSupplier {
        @Override
        public boolean requiresRequestCaching() {
            return true;
        }

        @Override
        public @Nullable String getAuthorization(
                AuthorizationPolicy policy, URI uri, Message message, @Nullable String challenge) {
            return challenge == null ? null : DefaultBasicAuthSupplier.getBasicAuthHeader("user", "password");
        }
    }
}
