package io.headerhop.jaxrs.jersey.client;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.contract.OutboundContract;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.core.Response;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.ClientProperties;
import org.glassfish.jersey.client.HttpUrlConnectorProvider;
import org.glassfish.jersey.client.authentication.HttpAuthenticationFeature;
import org.glassfish.jersey.message.GZipEncoder;
import org.junit.jupiter.api.Test;

/** Redirects are followed by the feature in the connector's place; this is how, apart from the headers. */
class JerseyRedirectCasesTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    private final Client client = ClientBuilder.newClient().register(HeaderPropagationClientFeature.class);
    private final String first = DOWNSTREAM.path("first");
    private final String last = DOWNSTREAM.path("last");

    @Test
    void theResponseIsThatOfTheLastHop() {
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(last));
        try (Response response = client.target(DOWNSTREAM.uri(first)).request().get()) {
            assertThat(response.getStatus()).isEqualTo(200);
            assertThat(response.getLocation()).isNull();
            assertThat(response.readEntity(String.class)).isEqualTo("ok");
        }
    }

    @Test
    void aCompressedBodyIsReadOnce() {
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(last));
        client.register(GZipEncoder.class);
        try (Response response = client.target(DOWNSTREAM.uri(first))
                .request()
                .header("Accept-Encoding", "gzip")
                .get()) {
            assertThat(response.getHeaderString("Content-Encoding")).isEqualTo("gzip");
            assertThat(response.readEntity(String.class)).isEqualTo("ok");
        }
    }

    @Test
    void aBodyIsNotSentASecondTime() {
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(last));
        try (Response response = client.target(DOWNSTREAM.uri(first)).request().put(Entity.text("body"))) {
            assertThat(response.getStatus()).isEqualTo(302);
        }
        assertThat(DOWNSTREAM.received(last)).isEmpty();
    }

    @Test
    void followsNothingWhereTheClientIsToldSo() {
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(last));
        client.property(ClientProperties.FOLLOW_REDIRECTS, false);
        assertThat(client.target(DOWNSTREAM.uri(first)).request().get().getStatus())
                .isEqualTo(302);
    }

    @Test
    void followsNothingWhereTheRequestIsToldSo() {
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(last));
        assertThat(client.target(DOWNSTREAM.uri(first))
                        .request()
                        .property(ClientProperties.FOLLOW_REDIRECTS, "false")
                        .get()
                        .getStatus())
                .isEqualTo(302);
    }

    @Test
    void followsNothingWhereTheTargetIsToldSo() {
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(last));
        assertThat(client.target(DOWNSTREAM.uri(first))
                        .property(ClientProperties.FOLLOW_REDIRECTS, false)
                        .request()
                        .get()
                        .getStatus())
                .isEqualTo(302);
    }

    @Test
    void givesUpAfterTwentyHops() {
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(first));
        assertThatThrownBy(() -> client.target(DOWNSTREAM.uri(first)).request().get())
                .isInstanceOf(ProcessingException.class)
                .hasCauseInstanceOf(ProtocolException.class)
                .hasMessageContaining("20");
        assertThat(DOWNSTREAM.received(first)).hasSize(21);
    }

    @Test
    void credentialsStayWithTheHostTheyWereMeantFor() {
        String back = DOWNSTREAM.path("back");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(last));
        DOWNSTREAM.redirect(last, DOWNSTREAM.uri(back));
        client.target(DOWNSTREAM.uri(first))
                .request()
                .header("authorization", "Bearer secret")
                .cookie("session", "secret")
                .header("X-Own", "1")
                .get()
                .close();
        assertThat(DOWNSTREAM.receivedOnce(last))
                .contains(entry("x-own", "1"))
                .doesNotContainKeys("authorization", "cookie");
        assertThat(DOWNSTREAM.receivedOnce(back)).containsKeys("authorization", "cookie", "x-own");
    }

    @Test
    void filtersOfTheApplicationSeeEachHopAsTheySeeACall() {
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(last));
        ClientRequestFilter adding = request -> request.getHeaders().add("X-Own", "1");
        client.register(adding).target(DOWNSTREAM.uri(first)).request().get().close();
        assertThat(DOWNSTREAM.receivedOnce(first)).containsEntry("x-own", "1");
        assertThat(DOWNSTREAM.receivedOnce(last)).containsEntry("x-own", "1");
    }

    /** By nature: Jersey does not tell which of a request's filters its target has of its own. */
    @Test
    void aFilterOfTheTargetSeesTheFirstRequestOnly() {
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(last));
        ClientRequestFilter adding = request -> request.getHeaders().add("X-Own", "1");
        client.target(DOWNSTREAM.uri(first)).register(adding).request().get().close();
        assertThat(DOWNSTREAM.receivedOnce(first)).containsEntry("x-own", "1");
        assertThat(DOWNSTREAM.receivedOnce(last)).doesNotContainKey("x-own");
    }

    @Test
    void responseFiltersSeeTheLastResponseForEachHopAndForTheCall() {
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(last));
        List<String> seen = new CopyOnWriteArrayList<>();
        ClientResponseFilter noting =
                (request, response) -> seen.add(request.getUri().getPath() + " " + response.getStatus());
        client.register(noting).target(DOWNSTREAM.uri(first)).request().get().close();
        assertThat(seen)
                .containsExactly(
                        DOWNSTREAM.uri(last).getPath() + " 200",
                        DOWNSTREAM.uri(first).getPath() + " 200");
    }

    @Test
    void judgesEachHopAlsoWhereTheFeatureIsRegisteredWithATargetOnly() {
        String stranger = DOWNSTREAM.path("stranger");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(last));
        DOWNSTREAM.redirect(last, DOWNSTREAM.uriByOtherHost(stranger));
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            ClientBuilder.newClient()
                    .target(DOWNSTREAM.uri(first))
                    .register(HeaderPropagationClientFeature.class)
                    .request()
                    .get()
                    .close();
        }
        assertThat(DOWNSTREAM.receivedOnce(last)).containsEntry("x-request-id", Headers.requestId(1));
        assertThat(DOWNSTREAM.receivedOnce(stranger)).doesNotContainKeys(OutboundContract.carriedNames());
    }

    @Test
    void anAuthenticatedAttemptThatIsRedirectedToAStrangerGoesThereWithoutTheHeaders() throws Exception {
        HttpServer guard = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        guard.createContext("/", exchange -> {
            boolean known = exchange.getRequestHeaders().containsKey("Authorization");
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"shop\"");
            exchange.getResponseHeaders()
                    .add("Location", DOWNSTREAM.uriByOtherHost(last).toString());
            exchange.sendResponseHeaders(known ? 302 : 401, -1);
            exchange.close();
        });
        guard.start();
        client.register(HttpAuthenticationFeature.basicBuilder()
                .nonPreemptive()
                .credentials("user", "password")
                .build());
        URI guarded = URI.create("http://127.0.0.1:" + guard.getAddress().getPort() + "/");
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            client.target(guarded).request().header("X-Own", "1").get().close();
        } finally {
            guard.stop(0);
        }
        assertThat(DOWNSTREAM.receivedOnce(last))
                .containsEntry("x-own", "1")
                .doesNotContainKeys(OutboundContract.carriedNames())
                .doesNotContainKey("authorization");
    }

    @Test
    void aTimeoutOfTheTargetHoldsForEachHop() {
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(last));
        Downstream.Gate gate = DOWNSTREAM.gate(last);
        assertThatThrownBy(() -> client.target(DOWNSTREAM.uri(first))
                        .property(ClientProperties.READ_TIMEOUT, 200)
                        .request()
                        .get())
                .isInstanceOf(ProcessingException.class)
                .hasCauseInstanceOf(SocketTimeoutException.class);
        gate.open();
    }

    @Test
    void byDefaultAStrangerToWhichOnlyARedirectLeadsGetsNothing() {
        URI stranger = URI.create(DOWNSTREAM.uri(last).toString().replace("127.0.0.1", "stranger.example.com"));
        DOWNSTREAM.redirect(first, stranger);
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            wherePlacesAreNotWhatTheySeem()
                    .target(DOWNSTREAM.uri(first))
                    .request()
                    .get()
                    .close();
        }
        assertThat(DOWNSTREAM.receivedOnce(first)).containsEntry("x-request-id", Headers.requestId(1));
        assertThat(DOWNSTREAM.receivedOnce(last)).doesNotContainKeys(OutboundContract.carriedNames());
    }

    /** The call's own host is none that {@code URI} could name, so no redirect leads back to it for sure. */
    @Test
    void aStrangerGetsNothingAfterAHostThatCannotBeTold() {
        String stranger = DOWNSTREAM.path("stranger");
        String again = DOWNSTREAM.path("again");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(stranger));
        DOWNSTREAM.redirect(stranger, DOWNSTREAM.uri(again));
        URI unclear = URI.create(DOWNSTREAM.uri(first).toString().replace("127.0.0.1", "user:pw@order_service"));
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            wherePlacesAreNotWhatTheySeem().target(unclear).request().get().close();
        }
        for (String path : new String[] {first, stranger, again}) {
            assertThat(DOWNSTREAM.receivedOnce(path)).doesNotContainKeys(OutboundContract.carriedNames());
        }
    }

    @Test
    void credentialsStayWithAHostThatCannotBeTold() {
        URI unclear = URI.create(DOWNSTREAM.uri(first).toString().replace("127.0.0.1", "user:pw@order_service"));
        DOWNSTREAM.redirect(
                first, URI.create(DOWNSTREAM.uri(last).toString().replace("127.0.0.1", "user:pw@strange_r")));
        wherePlacesAreNotWhatTheySeem()
                .target(unclear)
                .request()
                .header("Authorization", "Bearer secret")
                .get()
                .close();
        assertThat(DOWNSTREAM.receivedOnce(first)).containsKey("authorization");
        assertThat(DOWNSTREAM.receivedOnce(last)).doesNotContainKey("authorization");
    }

    @Test
    void carriesTheHeadersToANameWithAnUnderscore() {
        URI service = URI.create(DOWNSTREAM.uri(last).toString().replace("127.0.0.1", "inventory_v2"));
        try (Scope scope = Headers.ofRequestOnlyTo(1, "inventory_v2").makeCurrent()) {
            wherePlacesAreNotWhatTheySeem().target(service).request().get().close();
        }
        assertThat(DOWNSTREAM.receivedOnce(last)).containsEntry("x-request-id", Headers.requestId(1));
    }

    @Test
    void doesNotFollowOutOfTls() {
        URI encrypted = URI.create(DOWNSTREAM.uri(first).toString().replace("http:", "https:"));
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(last));
        assertThat(wherePlacesAreNotWhatTheySeem()
                        .target(encrypted)
                        .request()
                        .get()
                        .getStatus())
                .isEqualTo(302);
    }

    @Test
    void followsIntoTls() {
        URI encrypted = URI.create(DOWNSTREAM.uri(last).toString().replace("http:", "https:"));
        DOWNSTREAM.redirect(first, encrypted);
        assertThat(wherePlacesAreNotWhatTheySeem()
                        .target(DOWNSTREAM.uri(first))
                        .request()
                        .get()
                        .getStatus())
                .isEqualTo(200);
    }

    /** Takes every host for the downstream server, and TLS for plain text. */
    private static Client wherePlacesAreNotWhatTheySeem() {
        return ClientBuilder.newClient(new ClientConfig()
                        .connectorProvider(new HttpUrlConnectorProvider().connectionFactory(url -> (HttpURLConnection)
                                new URL("http", "127.0.0.1", url.getPort(), url.getFile()).openConnection())))
                .register(HeaderPropagationClientFeature.class);
    }
}
