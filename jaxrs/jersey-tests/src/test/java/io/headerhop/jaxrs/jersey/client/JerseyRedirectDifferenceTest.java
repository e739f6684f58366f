package io.headerhop.jaxrs.jersey.client;

import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.contract.OutboundContract;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.InvocationCallback;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.client.ClientProperties;
import org.glassfish.jersey.client.ClientResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Following redirects is the connector's own business, with the feature as without it. Each cell is the same program
 * run with and without: the same result, and the same requests at the servers but for our headers.
 */
@ParameterizedClass
@MethodSource("connectors")
class JerseyRedirectDifferenceTest {
    static List<Connector> connectors() {
        return Connector.present().toList();
    }

    enum Way {
        SYNC {
            @Override
            Response send(Invocation.Builder builder, String method, Entity<?> entity) {
                return entity == null ? builder.method(method) : builder.method(method, entity);
            }
        },
        FUTURE {
            @Override
            Response send(Invocation.Builder builder, String method, Entity<?> entity) throws Exception {
                return (entity == null
                                ? builder.async().method(method)
                                : builder.async().method(method, entity))
                        .get(15, TimeUnit.SECONDS);
            }
        },
        CALLBACK {
            @Override
            Response send(Invocation.Builder builder, String method, Entity<?> entity) throws Exception {
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
                return result.get(15, TimeUnit.SECONDS);
            }
        },
        RX {
            @Override
            Response send(Invocation.Builder builder, String method, Entity<?> entity) throws Exception {
                return (entity == null
                                ? builder.rx().method(method)
                                : builder.rx().method(method, entity))
                        .toCompletableFuture()
                        .get(15, TimeUnit.SECONDS);
            }
        };

        abstract Response send(Invocation.Builder builder, String method, Entity<?> entity) throws Exception;
    }

    static RedirectServer server;

    @Parameter
    Connector connector;

    List<String> report = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        server = RedirectServer.plain();
    }

    static String redirect(int status, String location) {
        return "/redirect/" + status + "?Location=" + URLEncoder.encode(location, StandardCharsets.UTF_8);
    }

    Client client(boolean with, List<String> seen) {
        ClientRequestFilter out = request -> seen.add("request " + request.getMethod() + " " + request.getUri());
        ClientResponseFilter in = (request, response) -> seen.add(
                "response " + response.getStatus() + " " + ((ClientResponse) response).getResolvedRequestUri());
        Client client = ClientBuilder.newClient(connector
                .config()
                .property(ClientProperties.CONNECT_TIMEOUT, 3000)
                .property(ClientProperties.READ_TIMEOUT, 3000));
        if (with) client.register(HeaderPropagationClientFeature.class);
        return client.register(out).register(in);
    }

    static String describe(Throwable failure) {
        StringBuilder chain = new StringBuilder("failed:");
        for (Throwable t = failure; t != null; t = t.getCause())
            chain.append(" ").append(t.getClass().getSimpleName());
        return chain.append(" ").append(failure.getMessage()).toString();
    }

    String run(Client client, List<String> seen, Way way, String method, String path, Entity<?> entity) {
        server.take();
        seen.clear();
        String outcome;
        long t0 = System.nanoTime();
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            Response r = way.send(client.target(server.uri(path)).request(), method, entity);
            outcome = r.getStatus() + " " + (r.hasEntity() ? r.readEntity(String.class) : "-");
            r.close();
        } catch (Exception e) {
            outcome = describe(e);
        }
        long ms = (System.nanoTime() - t0) / 1000000;
        if (ms > 1000)
            System.out.println("SLOW " + connector + " " + way + " " + method + " " + path + " " + ms + " ms");
        List<RedirectServer.Received> got = server.take();
        return outcome + " | " + seen + " | "
                + got.stream()
                        .map(g -> g.without(OutboundContract.carriedNames()))
                        .toList() + " | ";
    }

    @Test
    void measure() {
        List<String> s1 = new CopyOnWriteArrayList<>(), s2 = new CopyOnWriteArrayList<>();
        Client plain = client(false, s1), with = client(true, s2);
        int n = 0, diff = 0;
        for (int status : new int[] {300, 301, 302, 303, 304, 305, 307, 308})
            for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"))
                for (Way way : Way.values())
                    for (String l : List.of("/end", server.uriByOtherHost("/end"))) {
                        Entity<?> e = method.startsWith("P") ? Entity.text("body") : null;
                        String a = run(plain, s1, way, method, redirect(status, l), e);
                        String b = run(with, s2, way, method, redirect(status, l), e);
                        n++;
                        if (!a.equals(b)) {
                            diff++;
                            System.out.println("DIFF " + connector + " " + way + " " + method + " " + status + " " + l
                                    + "\n   " + a + "\n   " + b);
                        } else if (way == Way.SYNC && l.equals("/end"))
                            System.out.println(connector + " " + method + " " + status + ": "
                                    + a.substring(0, Math.min(200, a.length())));
                    }
        for (String l : List.of(
                "?x=1",
                "",
                "end",
                "#frag",
                "/end#frag",
                "//127.0.0.1/end",
                "http://127.0.0.1:1/",
                "ftp://127.0.0.1/x",
                server.uri("/end").replace("http:", "https:"),
                " /end ",
                "/a b",
                "http://[bad",
                "SELF",
                "http:///end",
                "mailto:x",
                "HTTP://127.0.0.1:1/",
                "/a%zz",
                "../up"))
            for (Way way : Way.values()) {
                String a = run(plain, s1, way, "GET", redirect(302, l), null);
                String b = run(with, s2, way, "GET", redirect(302, l), null);
                n++;
                if (!a.equals(b)) {
                    diff++;
                    System.out.println("DIFF " + connector + " " + way + " loc " + l + "\n   " + a + "\n   " + b);
                } else if (way == Way.SYNC)
                    System.out.println(connector + " loc " + l + ": " + a.substring(0, Math.min(200, a.length())));
            }
        for (int c : new int[] {0, 3, 4, 5, 6, 10, 18, 19, 20, 21, 25, 50, 60})
            for (Way way : Way.values()) {
                String a = run(plain, s1, way, "GET", "/chain/" + c, null);
                String b = run(with, s2, way, "GET", "/chain/" + c, null);
                n++;
                if (!a.equals(b)) {
                    diff++;
                    System.out.println("DIFF " + connector + " " + way + " chain " + c + "\n   " + a + "\n   " + b);
                } else if (way == Way.SYNC)
                    System.out.println(connector + " chain " + c + ": " + a.substring(0, Math.min(200, a.length())));
            }
        System.out.println("TOTAL " + connector + " " + n + " diffs " + diff);
    }
}
