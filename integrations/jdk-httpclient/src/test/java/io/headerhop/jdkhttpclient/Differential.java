// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.EveryAnswer;
import io.headerhop.contract.Headers;
import io.headerhop.contract.ScriptedServer;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs one program against one server with a client of the JDK's, and then with those that this library makes of it,
 * with headers current and without. The program must be told the same: answers, failures, what it plugged into the
 * client, and what the server saw, except for the carried headers.
 */
final class Differential {
    private static final List<String> CARRIED =
            Headers.ofRequest(1).names().stream().map(name -> name + ": ").toList();

    /** How an application sets up its client, and what it plugs into it. */
    @FunctionalInterface
    interface Configuration {
        void of(HttpClient.Builder builder, Consumer<String> said);
    }

    /** What an application does with the client that it has built. */
    @FunctionalInterface
    interface Program {
        void run(Client client) throws Exception;
    }

    private Differential() {}

    /** For each policy of redirects. */
    static void same(Program program) throws Exception {
        for (HttpClient.Redirect policy : HttpClient.Redirect.values()) {
            same((builder, said) -> builder.followRedirects(policy), program);
        }
    }

    static void same(Configuration configuration, Program program) throws Exception {
        List<String> without = run(configuration, program, HttpClient.Builder::build, CapturedHeaders.none());
        assertThat(without).as("what the program was told without this library").isNotEmpty();
        for (CapturedHeaders headers : List.of(Headers.ofRequest(1), CapturedHeaders.none())) {
            assertThat(run(
                            configuration,
                            program,
                            builder -> HeaderPropagationHttpClient.create(builder.build()),
                            headers))
                    .as("what the program was told with create and %s", headers)
                    .containsExactlyElementsOf(without);
            assertThat(run(configuration, program, HeaderPropagationHttpClient::build, headers))
                    .as("what the program was told with build and %s", headers)
                    .containsExactlyElementsOf(without);
        }
    }

    private static List<String> run(
            Configuration configuration,
            Program program,
            Function<HttpClient.Builder, HttpClient> build,
            CapturedHeaders headers)
            throws Exception {
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch end = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(new EveryAnswer(end))) {
            Consumer<String> say = line -> said.add(line.replace(String.valueOf(server.port()), "<port>"));
            HttpClient.Builder builder = HttpClient.newBuilder().version(Version.HTTP_1_1);
            configuration.of(builder, say);
            try (Scope scope = headers.makeCurrent()) {
                program.run(new Client(build.apply(builder), server, say));
            } finally {
                end.countDown();
            }
            server.requests().forEach(lines -> say.accept("server saw " + withoutCarried(lines)));
            return List.copyOf(said);
        }
    }

    /** Also without the key of a web socket, which is random. */
    private static List<String> withoutCarried(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceFirst("^sec-websocket-key: .*", "sec-websocket-key"))
                .filter(line -> CARRIED.stream().noneMatch(line::startsWith))
                .toList();
    }

    /** The failure and its causes, as far as a program can tell them from others. */
    static String failure(Throwable failure) {
        String cause = failure.getCause() == null ? "" : " <- " + failure(failure.getCause());
        return failure.getClass().getName() + ": " + failure.getMessage() + cause;
    }

    /** A client, and what a program does with it. */
    record Client(HttpClient http, ScriptedServer server, Consumer<String> said) {
        void say(String line) {
            said.accept(line);
        }

        /** What a program finds, or how it fails. */
        void say(String what, Callable<?> program) {
            String line;
            try {
                line = String.valueOf(program.call());
            } catch (Throwable e) {
                line = failure(e);
            }
            said.accept(what + ": " + line);
        }

        HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder().uri(java.net.URI.create(server.url("127.0.0.1", path)));
        }

        void get(String path) {
            send("GET", path);
        }

        void send(String method, String path) {
            boolean hasBody = List.of("POST", "PUT", "PATCH").contains(method);
            HttpRequest.Builder request = request(path);
            send(
                    method.equals("GET")
                            ? request.GET().build()
                            : request.method(
                                            method, hasBody ? BodyPublishers.ofString("body") : BodyPublishers.noBody())
                                    .build());
        }

        /** Sends it both ways, waiting for each. */
        void send(HttpRequest request) {
            send(request, BodyHandlers.ofString());
        }

        <T> void send(HttpRequest request, BodyHandler<T> handler) {
            say("send " + request.method(), () -> described(http.send(request, handler)));
            say("sendAsync " + request.method(), () -> {
                CompletableFuture<?> end = http.sendAsync(request, handler)
                        .handle((response, failure) ->
                                told(failure == null ? described(response) : "handled " + failure(failure)));
                return end.get(20, TimeUnit.SECONDS);
            });
        }

        private String told(String line) {
            said.accept(line);
            return "told";
        }

        static String described(HttpResponse<?> response) {
            StringBuilder text = new StringBuilder();
            text.append(response.version())
                    .append(' ')
                    .append(response.statusCode())
                    .append(' ');
            text.append(new TreeMap<>(response.headers().map())).append(" at ").append(response.uri());
            text.append(" for ").append(response.request().method()).append(' ');
            text.append(response.request().uri()).append(' ');
            text.append(new TreeMap<>(response.request().headers().map()));
            text.append(' ').append(response.sslSession()).append(' ').append(response);
            text.append(": ").append(response.body());
            response.previousResponse()
                    .ifPresent(previous -> text.append(" after ").append(described(previous)));
            return text.toString();
        }
    }
}
