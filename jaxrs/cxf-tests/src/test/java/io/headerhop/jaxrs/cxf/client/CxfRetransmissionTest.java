package io.headerhop.jaxrs.cxf.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.Scope;
import io.headerhop.contract.AuthenticationContract;
import io.headerhop.contract.Headers;
import io.headerhop.contract.OutboundCall;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import java.net.URI;
import org.apache.cxf.configuration.security.AuthorizationPolicy;
import org.apache.cxf.jaxrs.client.WebClient;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.http.auth.DefaultBasicAuthSupplier;
import org.apache.cxf.transport.http.auth.HttpAuthSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What CXF sends again by itself: after a challenge, and after a redirect if it is told to follow. */
class CxfRetransmissionTest implements AuthenticationContract {
    private final Client client = ClientBuilder.newClient().register(HeaderPropagationClientFeature.class);
    private final String first = DOWNSTREAM.path("first");
    private final String last = DOWNSTREAM.path("last");

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
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(last));
        assertThat(send(OutboundCall.get(DOWNSTREAM.uri(first)))).isEqualTo(302);
    }

    @Test
    void whereToldToFollowItCarriesTheHeadersToTheSameHost() throws Exception {
        client.property("http.autoredirect", true);
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(last));
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            assertThat(send(OutboundCall.get(DOWNSTREAM.uri(first)))).isEqualTo(200);
        }
        assertThat(DOWNSTREAM.receivedOnce(last)).containsEntry("x-request-id", Headers.requestId(1));
    }

    /** CXF re-sends all headers and lets nobody judge the hop, so that the feature keeps it from other hosts. */
    @Test
    void whereToldToFollowItFailsRatherThanGoToAnotherHost() {
        client.property("http.autoredirect", true);
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(last));
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            assertThatThrownBy(() -> send(OutboundCall.get(DOWNSTREAM.uri(first))))
                    .isInstanceOf(ProcessingException.class)
                    .hasStackTraceContaining("Different HTTP Scheme or Host Redirect");
        }
        assertThat(DOWNSTREAM.received(last)).isEmpty();
    }

    @Test
    void anApplicationThatSaysSoLetsItGoToAnotherHostWithTheHeaders() throws Exception {
        Client trusting = ClientBuilder.newClient()
                .property("http.autoredirect", true)
                .property("http.redirect.same.host.only", false)
                .register(HeaderPropagationClientFeature.class);
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(last));
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            trusting.target(DOWNSTREAM.uri(first)).request().get().close();
        }
        assertThat(DOWNSTREAM.receivedOnce(last)).containsEntry("x-request-id", Headers.requestId(1));
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
