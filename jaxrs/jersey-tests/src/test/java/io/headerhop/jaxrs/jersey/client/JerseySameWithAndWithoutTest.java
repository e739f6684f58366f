// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.jersey.client;

import static io.headerhop.jaxrs.jersey.client.RedirectServer.redirect;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.InvocationCallback;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.ClientProperties;
import org.glassfish.jersey.client.ClientResponse;
import org.glassfish.jersey.client.RequestEntityProcessing;
import org.glassfish.jersey.client.authentication.HttpAuthenticationFeature;
import org.glassfish.jersey.client.filter.EncodingFilter;
import org.glassfish.jersey.message.GZipEncoder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A client returns what it returns without the feature, especially on redirects: each program runs with and without it,
 * on each connector, and must have the same result, call the same filters and send the same requests except for the
 * carried headers.
 */
@ParameterizedClass
@MethodSource("connectors")
class JerseySameWithAndWithoutTest {
    // Some connectors log each failure, and there are many here.
    private static final List<Logger> LOUD =
            List.of(Logger.getLogger("org.glassfish.jersey.client"), Logger.getLogger("org.glassfish.grizzly"));

    private static RedirectServer server;
    private static RedirectServer encrypted;
    private static SSLContext tls;

    @Parameter
    Connector connector;

    private int runs;
    private final List<Client> clients = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();

    /**
     * Excludes two connectors whose results are not repeatable. On Netty's, different redirected calls fail each time;
     * on that for java.net.http, asynchronous calls with an odd redirect never end. Both happen without the feature
     * too, which does nothing there on a redirect.
     */
    static Stream<Connector> connectors() {
        return Connector.present().filter(connector -> connector != Connector.NETTY && connector != Connector.JAVA_NET);
    }

    private enum Way {
        SYNC {
            @Override
            Response send(Invocation.Builder builder, String method, @Nullable Entity<?> entity) {
                return entity == null ? builder.method(method) : builder.method(method, entity);
            }
        },
        FUTURE {
            @Override
            Response send(Invocation.Builder builder, String method, @Nullable Entity<?> entity) throws Exception {
                return await(
                        entity == null
                                ? builder.async().method(method)
                                : builder.async().method(method, entity));
            }
        },
        CALLBACK {
            @Override
            Response send(Invocation.Builder builder, String method, @Nullable Entity<?> entity) throws Exception {
                CompletableFuture<Response> result = new CompletableFuture<>();
                InvocationCallback<Response> callback = new InvocationCallback<>() {
                    @Override
                    public void completed(Response response) {
                        result.complete(response);
                    }

                    @Override
                    public void failed(Throwable failure) {
                        result.completeExceptionally(failure);
                    }
                };
                if (entity == null) {
                    builder.async().method(method, callback);
                } else {
                    builder.async().method(method, entity, callback);
                }
                return await(result);
            }
        },
        RX {
            @Override
            Response send(Invocation.Builder builder, String method, @Nullable Entity<?> entity) throws Exception {
                return await((entity == null
                                ? builder.rx().method(method)
                                : builder.rx().method(method, entity))
                        .toCompletableFuture());
            }
        };

        abstract Response send(Invocation.Builder builder, String method, @Nullable Entity<?> entity) throws Exception;

        /** Nothing here takes long: a call that is not done by then never ends. */
        private static Response await(Future<Response> response) throws Exception {
            return response.get(20, TimeUnit.SECONDS);
        }
    }

    /** For tests with many cases: the asynchronous ways differ only in who is told of the end. */
    private static final Set<Way> SYNC_AND_NOT = EnumSet.of(Way.SYNC, Way.RX);

    /** One client with the feature and one without. */
    private final class Pair {
        private final Client without;
        private final Client with;
        private final List<String> filters = new CopyOnWriteArrayList<>();

        Pair(UnaryOperator<ClientConfig> configuration, Consumer<Client> registration) {
            without = client(configuration);
            with = client(configuration).register(HeaderPropagationClientFeature.class);
            registration.accept(without);
            registration.accept(with);
        }

        private Client client(UnaryOperator<ClientConfig> configuration) {
            ClientRequestFilter request = context -> filters.add("request to " + context.getUri());
            ClientResponseFilter response = (ignored, context) -> filters.add("response "
                    + context.getStatus()
                    + (context instanceof ClientResponse known ? " from " + known.getResolvedRequestUri() : ""));
            Client client = ClientBuilder.newBuilder()
                    .withConfig(configuration.apply(connector.config()))
                    .sslContext(tls)
                    .build()
                    .register(request)
                    .register(response);
            clients.add(client);
            return client;
        }

        void compare(
                String method, String uri, Supplier<@Nullable Entity<?>> entity, Consumer<Invocation.Builder> own) {
            compare(EnumSet.allOf(Way.class), method, uri, entity, own);
        }

        void compare(
                Set<Way> ways,
                String method,
                String uri,
                Supplier<@Nullable Entity<?>> entity,
                Consumer<Invocation.Builder> own) {
            for (Way way : ways) {
                String expected = run(without, way, method, uri, entity.get(), own);
                String actual = run(with, way, method, uri, entity.get(), own);
                if (!actual.equals(expected)) {
                    differences.add(
                            "%s %s %s%nwithout: %s%nwith:    %s%n".formatted(way, method, uri, expected, actual));
                }
            }
        }

        /** Twice only. */
        void compareFailing(String method, String uri, Supplier<@Nullable Entity<?>> entity) {
            compare(EnumSet.of(Way.SYNC, Way.CALLBACK), method, uri, entity, builder -> {});
        }

        void compareGet(String uri) {
            compare("GET", uri, () -> null, builder -> {});
        }

        private String run(
                Client client,
                Way way,
                String method,
                String uri,
                @Nullable Entity<?> entity,
                Consumer<Invocation.Builder> own) {
            // A call that fails can leave a request behind, which arrives in the next run.
            String number = String.valueOf(++runs);
            server.take();
            encrypted.take();
            filters.clear();
            if (CookieHandler.getDefault() != null) {
                CookieHandler.setDefault(new CookieManager());
            }
            String result;
            // Requests to 127.0.0.1 carry the headers; those to localhost do not if hops are checked.
            try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
                Invocation.Builder builder = client.target(uri).request().header("X-Run", number);
                own.accept(builder);
                try (Response response = way.send(builder, method, entity)) {
                    result = response.getStatus() + " " + headersOf(response) + " " + bodyOf(response);
                }
            } catch (Exception e) {
                result = kindOf(e);
            }
            List<RedirectServer.Received> received = Stream.concat(server.take().stream(), encrypted.take().stream())
                    .filter(request ->
                            request.headers().getOrDefault("x-run", List.of()).contains(number))
                    .toList();
            if (client == with && uri.contains("//127.0.0.1") && !received.isEmpty()) {
                assertThat(received.get(0).headers()).containsKey("x-request-id");
            }
            return result + ", filters " + filters + ", sent "
                    + received.stream().map(Pair::withoutCarried).toList();
        }

        private static RedirectServer.Received withoutCarried(RedirectServer.Received request) {
            Map<String, List<String>> headers = new TreeMap<>(request.headers());
            headers.keySet().removeAll(List.of(Headers.carriedNames()));
            headers.remove("x-run");
            return new RedirectServer.Received(request.line(), headers, request.body());
        }

        private static Map<String, List<Object>> headersOf(Response response) {
            Map<String, List<Object>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(response.getHeaders());
            headers.remove("Date");
            return headers;
        }

        private static String bodyOf(Response response) {
            return response.hasEntity() ? response.readEntity(String.class) : "";
        }

        /** Without the messages, which contain times and hash codes. */
        private static String kindOf(Throwable failure) {
            StringBuilder kind = new StringBuilder();
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                kind.append(cause.getClass().getName()).append(' ');
            }
            return kind.toString();
        }
    }

    private Pair pair() {
        return new Pair(config -> config, client -> {});
    }

    private Pair pair(UnaryOperator<ClientConfig> configuration) {
        return new Pair(configuration, client -> {});
    }

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        LOUD.forEach(logger -> logger.setLevel(Level.OFF));
        tls = SelfSigned.context(directory);
        server = RedirectServer.plain();
        encrypted = RedirectServer.encrypted(tls);
    }

    @AfterAll
    static void stop() {
        LOUD.forEach(logger -> logger.setLevel(null));
        server.close();
        encrypted.close();
    }

    @AfterEach
    void close() {
        clients.forEach(Client::close);
    }

    private void assertSame() {
        assertThat(differences).isEmpty();
    }

    @Test
    void everyMethodAndStatus() {
        Pair pair = pair();
        for (int status : new int[] {300, 301, 302, 303, 304, 305, 307, 308}) {
            for (String method : new String[] {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"}) {
                for (String location : new String[] {"/end", server.uriByOtherHost("/end")}) {
                    pair.compare(
                            SYNC_AND_NOT,
                            method,
                            server.uri(redirect(status, location)),
                            () -> method.startsWith("P") ? Entity.text("body") : null,
                            builder -> {});
                }
            }
        }
        assertSame();
    }

    @Test
    void oddLocations() {
        for (String location : new String[] {
            "?x=1",
            "",
            "end",
            "../end",
            "#fragment",
            "/end#fragment",
            " /end ",
            "/a b",
            "/a%zz",
            "//127.0.0.1:1/",
            "http://127.0.0.1:1/",
            "HTTP://127.0.0.1:1/",
            "http://[bad",
            "http:///end",
            "ftp://127.0.0.1:1/",
            "mailto:x"
        }) {
            // A new one each time: some clients do not return the connection of a failed call, and have only five.
            Pair pair = pair();
            pair.compareFailing("GET", server.uri(redirect(302, location)), () -> null);
            pair.compareFailing("POST", server.uri(redirect(307, location)), () -> Entity.text("body"));
        }
        pair().compareGet(server.uri("/status/302"));
        assertSame();
    }

    @Test
    void intoTlsAndOutOfIt() {
        Pair pair = pair();
        pair.compareGet(server.uri(redirect(302, encrypted.uri("/end"))));
        pair.compareGet(encrypted.uri(redirect(302, server.uri("/end"))));
        pair.compareGet(encrypted.uri(redirect(302, encrypted.uriByOtherHost("/end"))));
        assertSame();
    }

    @Test
    void circlesAndLongChains() {
        Pair pair = pair();
        pair.compareFailing("GET", server.uri("/circle"), () -> null);
        for (int more : new int[] {0, 3, 4, 5, 7, 8, 18, 19, 49, 50}) {
            pair.compareFailing("GET", server.uri("/chain/" + more), () -> null);
        }
        assertSame();
    }

    @Test
    void whatIsAtTheEnd() {
        Pair pair = new Pair(
                config -> config,
                client -> client.register(EncodingFilter.class).register(GZipEncoder.class));
        for (int status : new int[] {204, 401, 404, 500, 503}) {
            pair.compareGet(server.uri(redirect(302, "/status/" + status)));
        }
        pair.compareGet(server.uri(redirect(302, "/zipped")));
        assertSame();
    }

    @Test
    void bodiesFromMemoryAndFromStreams() {
        List<Supplier<@Nullable Entity<?>>> entities = List.of(
                () -> Entity.text("x".repeat(100_000)),
                () -> Entity.entity(
                        new ByteArrayInputStream("stream".getBytes(StandardCharsets.UTF_8)),
                        MediaType.APPLICATION_OCTET_STREAM));
        for (@Nullable RequestEntityProcessing processing : new @Nullable RequestEntityProcessing[] {
            null, RequestEntityProcessing.BUFFERED, RequestEntityProcessing.CHUNKED
        }) {
            Pair pair = pair(config -> config.property(ClientProperties.REQUEST_ENTITY_PROCESSING, processing));
            for (Supplier<@Nullable Entity<?>> entity : entities) {
                for (int status : new int[] {200, 302, 303, 307}) {
                    for (String method : new String[] {"POST", "PUT"}) {
                        pair.compare(SYNC_AND_NOT, method, server.uri(redirect(status, "/end")), entity, builder -> {});
                    }
                }
            }
        }
        assertSame();
    }

    @Test
    void cookiesOfTheCallerAndOfTheHops() {
        CookieHandler before = CookieHandler.getDefault();
        CookieHandler.setDefault(new CookieManager());
        try {
            Pair pair = pair();
            for (String location : new String[] {"/end", server.uriByOtherHost("/end")}) {
                String uri = server.uri(redirect(302, location, "Set-Cookie", "hop=1; Path=/"));
                pair.compareGet(uri);
                pair.compare("GET", uri, () -> null, builder -> builder.cookie("own", "1"));
            }
        } finally {
            CookieHandler.setDefault(before);
        }
        assertSame();
    }

    @Test
    void credentials() {
        HttpAuthenticationFeature basic = HttpAuthenticationFeature.basicBuilder()
                .nonPreemptive()
                .credentials("user", "password")
                .build();
        Pair answering = new Pair(config -> config, client -> client.register(basic));
        for (String path :
                new String[] {"/guarded", redirect(302, "/guarded"), redirect(302, server.uriByOtherHost("/guarded"))
                }) {
            // On the others this feature of Jersey waits forever on a thread that the connector needs.
            answering.compare(Set.of(Way.SYNC), "GET", server.uri(path), () -> null, builder -> {});
        }
        Pair pair = pair();
        for (String location : new String[] {"/end", server.uriByOtherHost("/end")}) {
            for (String method : new String[] {"GET", "POST"}) {
                pair.compare(
                        method,
                        server.uri(redirect(302, location)),
                        () -> method.equals("POST") ? Entity.text("body") : null,
                        builder -> builder.header("Authorization", "Bearer secret"));
            }
        }
        assertSame();
    }

    @Test
    void whetherToFollowAsClientTargetOrRequestSays() {
        String uri = server.uri(redirect(302, "/end"));
        for (Object follow : new Object[] {false, "false", true, "true"}) {
            pair(config -> config.property(ClientProperties.FOLLOW_REDIRECTS, follow))
                    .compareGet(uri);
            new Pair(config -> config, client -> client.property(ClientProperties.FOLLOW_REDIRECTS, follow))
                    .compareGet(uri);
            pair().compare(
                            "GET",
                            uri,
                            () -> null,
                            builder -> builder.property(ClientProperties.FOLLOW_REDIRECTS, follow));
            pair(config -> config.property(ClientProperties.FOLLOW_REDIRECTS, false))
                    .compare(
                            "GET",
                            uri,
                            () -> null,
                            builder -> builder.property(ClientProperties.FOLLOW_REDIRECTS, follow));
        }
        assertSame();
    }

    @Test
    void settingsOfTheConnectorsOwn() {
        for (UnaryOperator<ClientConfig> settings : connector.settings()) {
            Pair pair = pair(settings);
            for (String path : new String[] {
                redirect(302, "/end"), redirect(302, server.uriByOtherHost("/end")), "/circle", "/chain/2"
            }) {
                pair.compareFailing("GET", server.uri(path), () -> null);
            }
            for (int status : new int[] {302, 307}) {
                // New ones: those above may have no connection left.
                pair(settings)
                        .compare("POST", server.uri(redirect(status, "/end")), () -> Entity.text("body"), builder -> {
                            // What the default connector's streaming of fixed length needs. Asynchronous calls of
                            // Jetty's then end unpredictably, with or without the feature.
                            if (connector == Connector.DEFAULT) {
                                builder.header("Content-Length", 4);
                            }
                        });
            }
        }
        assertSame();
    }

    @Test
    void aHopThatTakesTooLong() {
        CountDownLatch gate = server.hold();
        // Long enough for the first hop on a busy machine.
        Pair pair = pair(config -> config.property(ClientProperties.READ_TIMEOUT, 1500));
        pair.compare(SYNC_AND_NOT, "GET", server.uri("/end"), () -> null, builder -> {});
        pair.compare(SYNC_AND_NOT, "GET", server.uri(redirect(302, "/held")), () -> null, builder -> {});
        gate.countDown();
        assertSame();
    }

    /** Nothing of ours blocks a thread that the connector needs to continue. */
    @Test
    void manyAtOnceAllEnd() throws Exception {
        Client client = pair().with;
        List<CompletableFuture<Integer>> statuses = new ArrayList<>();
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            for (int i = 0; i < 50; i++) {
                statuses.add(client.target(server.uri(redirect(302, "/end")))
                        .request()
                        .rx()
                        .get()
                        .thenApply(response -> {
                            // Returns its connection, for which others wait.
                            response.close();
                            return response.getStatus();
                        })
                        .toCompletableFuture());
            }
        }
        for (CompletableFuture<Integer> status : statuses) {
            assertThat(status.get(20, TimeUnit.SECONDS)).isEqualTo(200);
        }
    }
}
