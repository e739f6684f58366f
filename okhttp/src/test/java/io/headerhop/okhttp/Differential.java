// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.EveryAnswer;
import io.headerhop.contract.Headers;
import io.headerhop.contract.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.implementation.InvocationHandlerAdapter;
import net.bytebuddy.matcher.ElementMatchers;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.WebSocket;

/**
 * Runs one program against one server with a client's own calls, and then with those of this library's factory, with
 * headers current and without. The program must be told the same: answers, failures, and what the client's event
 * listener and the server saw, except for the carried headers.
 */
final class Differential {
    private static final List<String> CARRIED =
            Headers.ofRequest(1).names().stream().map(name -> name + ": ").toList();

    /** What an application does with the client that it has built. */
    @FunctionalInterface
    interface Program {
        void run(Client client) throws Exception;
    }

    private Differential() {}

    static void same(Program program) throws Exception {
        same(client -> {}, program);
    }

    static void same(Consumer<OkHttpClient.Builder> configuration, Program program) throws Exception {
        same((builder, said) -> configuration.accept(builder), program);
    }

    /** How an application sets up its client, and what it plugs into it. */
    @FunctionalInterface
    interface Configuration {
        void of(OkHttpClient.Builder client, Consumer<String> said) throws IOException;
    }

    static void same(Configuration configuration, Program program) throws Exception {
        List<String> without = run(configuration, program, client -> client, client -> client, CapturedHeaders.none());
        assertThat(without).as("what the program was told without this library").isNotEmpty();
        for (CapturedHeaders headers : List.of(Headers.ofRequest(1), CapturedHeaders.none())) {
            assertThat(run(
                            configuration,
                            program,
                            HeaderPropagationCallFactory::create,
                            HeaderPropagationCallFactory::create,
                            headers))
                    .as("what the program was told with the call factory and %s", headers)
                    .containsExactlyElementsOf(without);
            assertThat(run(configuration, program, Differential::installed, Differential::installed, headers))
                    .as("what the program was told with a client that carries %s", headers)
                    .containsExactlyElementsOf(without);
        }
    }

    private static OkHttpClient installed(OkHttpClient client) {
        return HeaderPropagationInterceptors.install(client.newBuilder()).build();
    }

    private static List<String> run(
            Configuration configuration,
            Program program,
            Function<OkHttpClient, Call.Factory> calls,
            Function<OkHttpClient, WebSocket.Factory> webSockets,
            CapturedHeaders headers)
            throws Exception {
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch end = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(new EveryAnswer(end))) {
            Consumer<String> say = line -> said.add(line.replace(String.valueOf(server.port()), "<port>"));
            EventListener listener = listener(say);
            OkHttpClient.Builder builder = new OkHttpClient.Builder()
                    .connectionPool(new ConnectionPool())
                    .dispatcher(new Dispatcher())
                    .dns(host -> List.of(InetAddress.getByName("127.0.0.1")))
                    .eventListenerFactory(call -> listener);
            configuration.of(builder, say);
            OkHttpClient client = builder.build();
            try (Scope scope = headers.makeCurrent()) {
                program.run(new Client(calls.apply(client), webSockets.apply(client), client, server, say));
            } finally {
                end.countDown();
                client.dispatcher().executorService().shutdown();
                assertThat(client.dispatcher().executorService().awaitTermination(20, TimeUnit.SECONDS))
                        .isTrue();
                client.connectionPool().evictAll();
            }
            server.requests().forEach(lines -> say.accept("server saw " + withoutCarried(lines)));
            return List.copyOf(said);
        }
    }

    /** Also without the key of a web socket, which is random. */
    static List<String> withoutCarried(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceFirst("^sec-websocket-key: .*", "sec-websocket-key"))
                .filter(line -> CARRIED.stream().noneMatch(line::startsWith))
                .toList();
    }

    /** Hears all events of the OkHttp version on the class path. */
    private static EventListener listener(Consumer<String> say) {
        try {
            return new ByteBuddy(ClassFileVersion.JAVA_V17)
                    .subclass(EventListener.class)
                    .method(ElementMatchers.isPublic()
                            .and(ElementMatchers.not(ElementMatchers.isDeclaredBy(Object.class))))
                    .intercept(InvocationHandlerAdapter.of((listener, event, arguments) -> {
                        say.accept(event.getName()
                                + Arrays.stream(arguments)
                                        .map(Differential::describe)
                                        .filter(argument -> !argument.isEmpty())
                                        .collect(Collectors.joining(", ", "(", ")")));
                        return null;
                    }))
                    .make()
                    .load(Differential.class.getClassLoader())
                    .getLoaded()
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static String describe(Object argument) {
        if (argument instanceof Request request) {
            return request.method() + " " + request.url();
        } else if (argument instanceof Response response) {
            return String.valueOf(response.code());
        } else if (argument instanceof Throwable failure) {
            return failure(failure);
        }
        return argument instanceof Number || argument instanceof String ? argument.toString() : "";
    }

    /** The failure and its cause, as far as a program can tell them from others. */
    static String failure(Throwable failure) {
        String cause = failure.getCause() == null ? "" : " <- " + failure(failure.getCause());
        return failure.getClass().getName() + ": "
                + String.valueOf(failure.getMessage()).replaceAll("@[0-9a-f]+", "@") + cause;
    }

    /** A client, and what a program does with it. */
    record Client(
            Call.Factory calls,
            WebSocket.Factory webSockets,
            OkHttpClient original,
            ScriptedServer server,
            Consumer<String> said) {
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

        Request.Builder request(String path) {
            return new Request.Builder().url(server.url("127.0.0.1", path));
        }

        /** Sends it both ways, waiting for each. */
        void send(Request.Builder builder) throws Exception {
            execute(builder.build());
            enqueue(builder.build());
        }

        void send(String method, String path) throws Exception {
            boolean hasBody = List.of("POST", "PUT", "PATCH").contains(method);
            send(request(path).method(method, hasBody ? RequestBody.create("body", null) : null));
        }

        void get(String path) throws Exception {
            send("GET", path);
        }

        void execute(Request request) {
            say("execute " + request.method(), () -> {
                try (Response response = calls.newCall(request).execute()) {
                    return described(response);
                }
            });
        }

        void enqueue(Request request) throws Exception {
            enqueue(calls.newCall(request));
        }

        void enqueue(Call call) throws Exception {
            CountDownLatch answered = new CountDownLatch(1);
            call.enqueue(new Callback() {
                @Override
                public void onResponse(Call answeredCall, Response response) throws IOException {
                    try (response) {
                        say("onResponse " + (answeredCall == call) + " " + described(response));
                    } finally {
                        answered.countDown();
                    }
                }

                @Override
                public void onFailure(Call failedCall, IOException failure) {
                    say("onFailure " + (failedCall == call) + " " + failure(failure));
                    answered.countDown();
                }
            });
            if (!answered.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("not called back within 20 s");
            }
        }

        static String described(Response response) throws IOException {
            StringBuilder text = new StringBuilder();
            text.append(response.protocol()).append(' ').append(response.code()).append(' ');
            text.append(response.message()).append(' ').append(response.headers());
            text.append(" for ").append(response.request().method()).append(' ');
            text.append(response.request().url()).append(' ');
            text.append(withoutCarried(
                    Arrays.asList(response.request().headers().toString().split("\n"))));
            text.append(response.networkResponse() == null ? "" : " from the network");
            text.append(response.cacheResponse() == null ? "" : " from the cache");
            for (Response prior = response.priorResponse(); prior != null; prior = prior.priorResponse()) {
                text.append(" after ")
                        .append(prior.code())
                        .append(' ')
                        .append(prior.request().url());
            }
            text.append(": ").append(response.body().string());
            return text.toString().replace("\n", "|");
        }
    }
}
