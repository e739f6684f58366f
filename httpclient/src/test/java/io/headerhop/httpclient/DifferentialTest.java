// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.EveryAnswer;
import io.headerhop.contract.Headers;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.ScriptedServer;
import io.headerhop.httpclient.DifferentialClient.Kind;
import io.headerhop.httpclient.DifferentialClient.Setup;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A program behaves the same whether or not this library is installed in its client. */
class DifferentialTest {
    private static final List<String> CARRIED = List.copyOf(Headers.ofRequest(1).names());

    /** What an application does with the client that it has built. */
    @FunctionalInterface
    interface Program {
        void run(Run run) throws Exception;
    }

    private static void same(Kind kind, Consumer<Setup> configuration, Program program) throws Exception {
        List<String> without = run(kind, configuration, program, false, CapturedHeaders.none());
        assertThat(without).as("what the program was told without this library").isNotEmpty();
        for (CapturedHeaders headers : List.of(Headers.ofRequest(1), CapturedHeaders.none())) {
            assertThat(run(kind, configuration, program, true, headers))
                    .as("what the program was told with this library and %s", headers)
                    .containsExactlyElementsOf(without);
        }
    }

    private static List<String> run(
            Kind kind, Consumer<Setup> configuration, Program program, boolean installed, CapturedHeaders headers)
            throws Exception {
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch end = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(new EveryAnswer(end))) {
            Setup setup = new Setup(installed, line -> said.add(line.replace(String.valueOf(server.port()), "<port>")));
            configuration.accept(setup);
            try (DifferentialClient client = kind.open(setup);
                    Scope scope = headers.makeCurrent()) {
                program.run(new Run(client, setup, server));
            } finally {
                end.countDown();
            }
            server.requests().forEach(lines -> setup.say("server saw " + withoutCarried(lines)));
            return List.copyOf(said);
        }
    }

    static List<String> withoutCarried(List<String> lines) {
        return lines.stream()
                .filter(line -> CARRIED.stream().noneMatch(name -> line.startsWith(name + ": ")))
                .toList();
    }

    static List<String> withoutCarried(HttpRequest request) {
        return withoutCarried(
                Stream.of(request.getHeaders()).map(Header::toString).toList());
    }

    /** The failure and its cause, as far as a program can tell them from others. */
    static String failure(Throwable failure) {
        String cause = failure.getCause() == null ? "" : " <- " + failure(failure.getCause());
        return failure.getClass().getName() + ": " + failure.getMessage() + cause;
    }

    /** One run of a program. */
    record Run(DifferentialClient client, Setup setup, ScriptedServer server) {
        URI uri(String path) {
            return URI.create(server.url("127.0.0.1", path));
        }

        void get(String path) {
            send("GET", path);
        }

        void send(String method, String path) {
            boolean hasBody = List.of("POST", "PUT", "PATCH").contains(method);
            send(new OutboundCall(method, uri(path), Map.of("X-Own", "1"), hasBody ? "body" : null));
        }

        void send(OutboundCall call) {
            say(call.method() + " " + call.uri().getPath(), () -> client.send(call));
        }

        /** What a program finds, or how it fails. */
        void say(String what, Callable<?> program) {
            String line;
            try {
                line = String.valueOf(program.call());
            } catch (Throwable e) {
                line = failure(e);
            }
            setup.say(what + ": " + line);
        }
    }

    @ParameterizedTest
    @EnumSource
    void redirectsOfEveryStatusAndMethod(Kind kind) throws Exception {
        same(kind, setup -> {}, run -> {
            for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")) {
                for (int status : new int[] {300, 301, 302, 303, 304, 307, 308}) {
                    run.send(method, "/redirect/" + status + "/same");
                    run.send(method, "/redirect/" + status + "/other");
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void oddLocations(Kind kind) throws Exception {
        same(kind, setup -> {}, run -> {
            for (String location : List.of("authority", "query", "empty", "ftp", "broken", "spaces")) {
                run.get("/redirect/302/" + location);
                run.send("POST", "/redirect/307/" + location);
            }
            run.get("/nowhere");
            run.get("/circle");
        });
    }

    @ParameterizedTest
    @EnumSource
    void asManyRedirectsAsAreAllowed(Kind kind) throws Exception {
        RequestConfig config = RequestConfig.custom()
                .setMaxRedirects(3)
                .setCircularRedirectsAllowed(true)
                .build();
        same(kind, setup -> setup.config = config, run -> {
            run.get("/down/3");
            run.get("/down/4");
            run.get("/circle");
        });
        same(kind, setup -> setup.redirects = false, run -> run.get("/redirect/302/same"));
        RequestConfig none = RequestConfig.custom().setRedirectsEnabled(false).build();
        same(kind, setup -> setup.config = none, run -> run.get("/redirect/302/same"));
    }

    @ParameterizedTest
    @EnumSource
    void credentials(Kind kind) throws Exception {
        same(kind, setup -> setup.credentials = true, run -> {
            run.get("/secured");
            run.send("POST", "/secured");
            run.get("/closed");
        });
        same(kind, setup -> {}, run -> run.get("/secured"));
    }

    @ParameterizedTest
    @EnumSource
    void retries(Kind kind) throws Exception {
        Program program = run -> {
            run.get("/unavailable/0");
            run.send("POST", "/unavailable/0");
            if (kind.isClassic()) {
                // Only a blocking call knows when another can have its connection.
                run.get("/drops-the-second");
            }
            run.get("/drop");
        };
        same(kind, setup -> setup.retries = true, program);
        same(kind, setup -> setup.retries = false, program);
    }

    @ParameterizedTest
    @EnumSource
    void answersThatAreInvalid(Kind kind) throws Exception {
        same(kind, setup -> {}, run -> {
            run.send("POST", "/drop");
            run.get("/nonsense");
            run.get("/short");
            run.get("/status/500");
            run.get("/status/204");
            run.get("/hints");
            run.get("/trailers");
        });
    }

    @ParameterizedTest
    @EnumSource
    void serversThatAreNotThere(Kind kind) throws Exception {
        same(kind, setup -> {}, run -> {
            run.send(OutboundCall.get(URI.create("http://127.0.0.1:1/")));
            run.send(OutboundCall.get(URI.create("/no-host")));
            run.send(OutboundCall.get(URI.create("ftp://127.0.0.1/")));
        });
    }

    @ParameterizedTest
    @EnumSource
    void theCache(Kind kind) throws Exception {
        same(kind, setup -> {}, run -> {
            for (int i = 0; i < 2; i++) {
                run.get("/cached/60");
                run.get("/cached/0");
            }
            run.send(new OutboundCall("GET", run.uri("/cached/60"), Map.of("Cache-Control", "no-cache"), null));
            if (kind.isClassic()) {
                // The asynchronous cache answers 504, but may ask the server anyway.
                run.send(new OutboundCall("GET", run.uri("/new"), Map.of("Cache-Control", "only-if-cached"), null));
            }
            run.send("POST", "/cached/60");
            run.get("/cached/60");
        });
    }

    @ParameterizedTest
    @EnumSource
    void cookies(Kind kind) throws Exception {
        same(kind, setup -> {}, run -> {
            run.get("/cookie");
            run.get("/redirect/302/same");
            run.say(
                    "cookies",
                    () -> run.setup().cookies.getCookies().stream()
                            .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                            .toList());
        });
    }

    @ParameterizedTest
    @EnumSource
    void timeouts(Kind kind) throws Exception {
        RequestConfig config = RequestConfig.custom()
                .setResponseTimeout(Timeout.ofMilliseconds(1000))
                .build();
        same(kind, setup -> setup.config = config, run -> run.get("/held"));
    }

    /** Between the first handler of this library and that of redirects, and behind both. */
    @ParameterizedTest
    @EnumSource
    void handlersThatLook(Kind kind) throws Exception {
        same(
                kind,
                setup -> setup.handler(
                        (request, scope, chain) -> {
                            setup.say("classic " + request.getMethod() + " " + request.getAuthority()
                                    + request.getPath() + " "
                                    + withoutCarried(request) + " to " + scope.route + ", first "
                                    + scope.originalRequest.getMethod() + " " + withoutCarried(scope.originalRequest)
                                    + " " + scope.exchangeId.replaceAll("\\d", "0") + " "
                                    + scope.exchangeId.equals(scope.clientContext.getExchangeId())
                                    + scope.execRuntime.isEndpointAcquired());
                            return chain.proceed(request, scope);
                        },
                        (request, body, scope, chain, callback) -> {
                            setup.say("async " + request.getMethod() + " " + request.getAuthority() + request.getPath()
                                    + " "
                                    + withoutCarried(request) + " to " + scope.route + ", first "
                                    + scope.originalRequest.getMethod() + " " + withoutCarried(scope.originalRequest)
                                    + " " + scope.exchangeId.replaceAll("\\d", "0") + " "
                                    + scope.exchangeId.equals(scope.clientContext.getExchangeId())
                                    + scope.execCount + scope.cancellableDependency.isCancelled());
                            chain.proceed(request, body, scope, callback);
                        }),
                run -> {
                    run.get("/redirect/302/other");
                    run.send("POST", "/redirect/302/same");
                    run.send("POST", "/unavailable/0");
                });
    }

    @ParameterizedTest
    @EnumSource
    void handlersThatThrow(Kind kind) throws Exception {
        for (Throwable thrown : List.of(
                new IOException("of the handler"),
                new HttpException("of the handler"),
                new IllegalStateException("of the handler"),
                new InterruptedException("checked, and not declared"))) {
            same(
                    kind,
                    setup -> setup.handler(
                            (request, scope, chain) -> {
                                throw DifferentialTest.<RuntimeException>asItIs(thrown);
                            },
                            // It must not throw what only a classic client can pass on to its caller.
                            (request, body, scope, chain, callback) ->
                                    callback.failed(thrown instanceof Exception e ? e : new Exception(thrown))),
                    run -> run.get("/"));
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E asItIs(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @ParameterizedTest
    @EnumSource
    void handlersThatProceedOnAnotherThreadOrTwice(Kind kind) throws Exception {
        ExecutorService other = Executors.newCachedThreadPool();
        try {
            same(
                    kind,
                    setup -> setup.handler(
                            (request, scope, chain) -> {
                                try {
                                    return other.submit(() -> chain.proceed(request, scope))
                                            .get();
                                } catch (InterruptedException | ExecutionException e) {
                                    throw new IOException(e);
                                }
                            },
                            (request, body, scope, chain, callback) -> other.execute(() -> {
                                try {
                                    chain.proceed(request, body, scope, callback);
                                } catch (HttpException | IOException e) {
                                    callback.failed(e);
                                }
                            })),
                    run -> {
                        run.get("/redirect/302/other");
                        run.send("POST", "/redirect/307/same");
                        run.get("/drop");
                    });
        } finally {
            other.shutdownNow();
        }
        same(
                kind,
                setup -> setup.handler(
                        (request, scope, chain) -> {
                            ClassicHttpRequest first =
                                    ClassicRequestBuilder.copy(request).build();
                            try (ClassicHttpResponse response = chain.proceed(first, scope)) {
                                EntityUtils.consume(response.getEntity());
                            }
                            return chain.proceed(request, scope);
                        },
                        (request, body, scope, chain, callback) -> chain.proceed(request, body, scope, callback)),
                run -> run.get("/redirect/302/other"));
    }

    @ParameterizedTest
    @EnumSource
    void requestInterceptorsAndResponseInterceptors(Kind kind) throws Exception {
        same(kind, setup -> setup.interceptors = true, run -> {
            run.get("/redirect/302/other");
            run.send("POST", "/unavailable/0");
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"CLASSIC", "CACHING_CLASSIC"})
    void theCallersRequestAndWhatItCanDo(Kind kind) throws Exception {
        same(kind, setup -> {}, run -> {
            HttpGet request = new HttpGet(run.uri("/redirect/302/other"));
            request.setHeader("X-Own", "1");
            run.say("sent", () -> run.client().send(request));
            run.say("as it was", () -> List.of(request.getHeaders()) + " " + request.getUri());
            run.say("sent again", () -> run.client().send(request));
            request.cancel();
            run.say("cancelled", () -> run.client().send(request) + " " + request.isCancelled());
        });
    }
}
