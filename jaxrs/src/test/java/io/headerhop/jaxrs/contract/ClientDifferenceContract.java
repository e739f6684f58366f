// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
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
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.WriterInterceptor;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The same program with the feature and without it: every call has the same result, and the server sees the same
 * requests.
 */
public interface ClientDifferenceContract {
    List<String> METHODS = List.of("GET", "HEAD", "OPTIONS", "DELETE", "POST", "PUT", "PATCH");
    Set<String> WITH_ENTITY = Set.of("POST", "PUT", "PATCH");
    List<String> FEW_ANSWERS =
            List.of("200", "404", "302-home", "307-home", "302-untrusted", "302-relative", "302-circle", "302-refused");

    /** A builder for each of the two clients, configured alike. */
    ClientBuilder builder();

    /** The ways to invoke whose results are repeatable without the feature. */
    default Set<WayToInvoke> comparableWays() {
        return Set.of(WayToInvoke.values());
    }

    @Test
    default void everyMethodAndAnswerEndsTheSame() {
        assertSame(Set.of(WayToInvoke.SYNC), (program, way) -> {
            for (String method : METHODS) {
                for (String answer : AnsweringServer.ANSWERS) {
                    program.call(way, method, answer);
                }
            }
        });
    }

    @Test
    default void everyWayToInvokeEndsTheSame() {
        assertSame(comparableWays(), (program, way) -> {
            for (String method : List.of("GET", "POST")) {
                for (String answer : FEW_ANSWERS) {
                    program.call(way, method, answer);
                }
            }
        });
    }

    @Test
    default void everyKindOfEntityArrivesTheSame() {
        Map<String, Supplier<Entity<?>>> entities = Map.of(
                "text", () -> Entity.text("text"),
                "bytes", () -> Entity.entity(new byte[] {'b'}, MediaType.APPLICATION_OCTET_STREAM_TYPE),
                "stream", () -> Entity.text(new ByteArrayInputStream("stream".getBytes(StandardCharsets.UTF_8))),
                "form", () -> Entity.form(new Form("name", "value")),
                "long", () -> Entity.text("0123456789".repeat(20_000)),
                "empty", () -> Entity.text(""));
        assertSame(
                Set.of(WayToInvoke.SYNC, WayToInvoke.RX),
                (program, way) -> entities.forEach((name, entity) -> {
                    for (String answer : List.of("200", "302-home", "307-home", "307-untrusted", "404")) {
                        program.result(
                                way + " " + name + " " + answer, way, program.prepare("POST", answer, entity.get()));
                    }
                }));
    }

    @Test
    default void anInvocationIsGoodForSeveralCalls() {
        assertSame(comparableWays(), (program, way) -> {
            WayToInvoke.Prepared prepared = program.prepare("POST", "200", Entity.json("{}"));
            for (int i = 0; i < 3; i++) {
                program.result(way + " call " + i, way, prepared);
            }
        });
    }

    @Test
    default void aTimeoutEndsTheSame() {
        assertSame(
                builder().readTimeout(200, TimeUnit.MILLISECONDS).build(),
                builder().readTimeout(200, TimeUnit.MILLISECONDS).build(),
                comparableWays(),
                (program, way) -> program.call(way, "GET", "held"));
    }

    private Set<WayToInvoke> comparable(WayToInvoke... ways) {
        Set<WayToInvoke> comparable = new HashSet<>(Set.of(ways));
        comparable.retainAll(comparableWays());
        return comparable;
    }

    private void assertSame(Set<WayToInvoke> ways, Steps steps) {
        assertSame(builder().build(), builder().build(), ways, steps);
    }

    private static void assertSame(Client plain, Client client, Set<WayToInvoke> ways, Steps steps) {
        try (AnsweringServer server = new AnsweringServer()) {
            Map<String, String> without = new Program(server, plain).run(ways, steps);
            assertThat(server.carrying()).isZero();
            client.register(HeaderPropagationClientFeature.class);
            Map<String, String> with;
            CapturedHeaders headers = Headers.ofRequestOnlyTo(1, "127.0.0.1");
            try (Scope scope = headers.makeCurrent()) {
                with = new Program(server, client).run(ways, steps);
                assertThat(CapturedHeaders.current()).isSameAs(headers);
            }
            assertThat(server.carrying()).isPositive();
            List<String> differences = new ArrayList<>();
            without.forEach((name, result) -> {
                if (!result.equals(with.get(name))) {
                    differences.add(name + "\n  without " + result + "\n  with    " + with.get(name));
                }
            });
            assertThat(differences).isEmpty();
        }
    }

    /** What is done in each way to invoke. */
    @FunctionalInterface
    interface Steps {
        void run(Program program, WayToInvoke way);
    }

    /** An application that makes calls one after the other and records the result of each. */
    final class Program {
        private final AnsweringServer server;
        private final Client client;
        private static final String CALL = "call";

        private volatile Object call = "none";
        private final List<String> called = new CopyOnWriteArrayList<>();
        private final Map<String, String> results = new LinkedHashMap<>();

        Program(AnsweringServer server, Client client) {
            this.server = server;
            this.client = client;
            ClientRequestFilter request = context -> called.add("request filter");
            ClientResponseFilter response = (context, answer) -> {
                // CXF also calls it for a failed call, and then before or after the callback.
                if (context.getProperty(CALL) == call) {
                    called.add("response filter " + answer.getStatus());
                }
            };
            WriterInterceptor writer = context -> {
                called.add("writer");
                context.proceed();
            };
            ReaderInterceptor reader = context -> {
                called.add("reader");
                return context.proceed();
            };
            client.register(request).register(response).register(writer).register(reader);
        }

        Map<String, String> run(Set<WayToInvoke> ways, Steps steps) {
            for (WayToInvoke way : WayToInvoke.values()) {
                if (ways.contains(way)) {
                    steps.run(this, way);
                }
            }
            client.close();
            return results;
        }

        void call(WayToInvoke way, String method, String answer) {
            result(
                    way + " " + method + " " + answer,
                    way,
                    prepare(method, answer, WITH_ENTITY.contains(method) ? Entity.json("{}") : null));
        }

        WayToInvoke.Prepared prepare(String method, String answer, @Nullable Entity<?> entity) {
            Invocation.Builder builder = client.target(server.uri(answer)).request();
            call = new Object();
            builder.property(CALL, call);
            builder.header("X-Own", "1").cookie("own", "1").header("Authorization", "own");
            return new WayToInvoke.Prepared(
                    method, entity, builder, entity == null ? builder.build(method) : builder.build(method, entity));
        }

        void result(String name, WayToInvoke way, WayToInvoke.Prepared prepared) {
            called.clear();
            CompletableFuture<String> result = new CompletableFuture<>();
            String outcome;
            try {
                way.start(prepared, new Noting(result));
                outcome = result.get(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                outcome = "thrown " + classes(e);
            }
            boolean answered = Character.isDigit(outcome.charAt(0));
            called.removeIf(event -> !answered && event.startsWith("response"));
            results.put(name, outcome + " " + called + " " + server.received());
        }

        /** The exception and its cause; deeper causes sometimes depend on a race between a client's own timers. */
        private static List<String> classes(Throwable failure) {
            List<String> classes = new ArrayList<>();
            for (Throwable cause = failure; cause != null && classes.size() < 2; cause = cause.getCause()) {
                classes.add(cause.getClass().getSimpleName());
            }
            return classes;
        }

        // A class, not a lambda: implementations look up the type of the response in the callback's class.
        private record Noting(CompletableFuture<String> result) implements InvocationCallback<Response> {
            @Override
            public void completed(Response response) {
                String body;
                try {
                    body = response.hasEntity() ? response.readEntity(String.class) : "no body";
                } catch (RuntimeException e) {
                    body = "unreadable " + classes(e);
                }
                response.close();
                result.complete(response.getStatus() + " " + body + " " + response.getHeaderString("Location") + " "
                        + response.getCookies().keySet());
            }

            @Override
            public void failed(Throwable failure) {
                result.complete("failed " + classes(failure));
            }
        }
    }
}
