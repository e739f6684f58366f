// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import static io.headerhop.jdkhttpclient.Differential.same;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.headerhop.jdkhttpclient.Differential.Client;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program behaves the same with the JDK's client alone and through this library. */
class DifferentialTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "REPORT"})
    void redirectsOfEveryStatus(String method) throws Exception {
        same(client -> {
            for (int status : new int[] {300, 301, 302, 303, 304, 305, 306, 307, 308, 309, 399}) {
                client.send(method, "/redirect/" + status + "/same");
                client.send(method, "/redirect/" + status + "/other");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"authority", "empty", "broken", "spaces"})
    void oddLocations(String location) throws Exception {
        same(client -> {
            client.get("/redirect/302/" + location);
            client.send("POST", "/redirect/307/" + location);
        });
    }

    /** What follows always goes to that port without TLS, and from there nowhere. */
    @Test
    void otherSchemes() throws Exception {
        for (Redirect policy : new Redirect[] {Redirect.NEVER, Redirect.NORMAL}) {
            same((builder, said) -> builder.followRedirects(policy), client -> client.get("/redirect/302/ftp"));
        }
    }

    @Test
    void redirectsWithoutEndOrAim() throws Exception {
        same(client -> {
            client.get("/nowhere");
            client.get("/circle");
            // As many as the client follows, and one more.
            client.get("/down/4");
            client.get("/down/5");
        });
    }

    @Test
    void headersOfTheCallersOwn() throws Exception {
        same(client -> {
            for (String to : new String[] {"same", "other"}) {
                client.send(client.request("/redirect/307/" + to)
                        .headers(
                                "Authorization",
                                "Bearer own",
                                "Cookie",
                                "own=1",
                                "Origin",
                                "http://shop",
                                "Referer",
                                "http://shop/")
                        .headers("X-Own", "1", "X-Own", "2", "x-request-id", "own", "User-Agent", "own")
                        .build());
            }
        });
    }

    @Test
    void credentials() throws Exception {
        for (Redirect policy : Redirect.values()) {
            same((builder, said) -> builder.followRedirects(policy).authenticator(new Password(said)), client -> {
                client.get("/secured");
                client.send("POST", "/secured");
                client.get("/closed");
                client.send(client.request("/secured")
                        .header("Authorization", "Bearer own")
                        .build());
            });
        }
        same(client -> client.get("/secured"));
    }

    private static final class Password extends Authenticator {
        private final Consumer<String> said;

        Password(Consumer<String> said) {
            this.said = said;
        }

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            said.accept("asked for " + getRequestingURL() + " " + getRequestingPrompt());
            return new PasswordAuthentication("user", "password".toCharArray());
        }
    }

    @Test
    void cookies() throws Exception {
        for (Redirect policy : Redirect.values()) {
            same((builder, said) -> builder.followRedirects(policy).cookieHandler(new CookieManager()), client -> {
                client.get("/cookie");
                client.get("/redirect/302/same");
                client.get("/redirect/302/other");
            });
        }
    }

    @Test
    void answersThatAreInvalid() throws Exception {
        same(client -> {
            client.get("/drop");
            client.send("POST", "/drop");
            client.get("/nonsense");
            client.get("/status/500");
            client.get("/status/204");
            client.get("/status/401");
            client.get("/status/503");
            client.get("/drops-the-second");
        });
    }

    @Test
    void serversThatAreNotThere() throws Exception {
        same(client -> client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:1/")).build()));
    }

    @Test
    void bodies() throws Exception {
        same(client -> {
            client.send(client.request("/").POST(BodyPublishers.noBody()).build());
            client.send(client.request("/redirect/307/same")
                    .PUT(BodyPublishers.ofByteArray(new byte[] {'a', 'b'}))
                    .header("Content-Type", "text/plain")
                    .build());
            client.send(client.request("/redirect/303/same")
                    .method("GET", BodyPublishers.ofString("body"))
                    .build());
            client.send(client.request("/").expectContinue(false).DELETE().build());
        });
    }

    @Test
    void bodyHandlersOfEveryKind() throws Exception {
        Path file = directory.resolve("answer");
        same(client -> {
            for (String path : new String[] {"/", "/redirect/302/same", "/redirect/302/other", "/status/204"}) {
                HttpRequest request = client.request(path).build();
                client.send(request, BodyHandlers.ofFile(file));
                client.send(request, BodyHandlers.discarding());
                client.send(request, BodyHandlers.replacing("replaced"));
                client.send(request, BodyHandlers.buffering(BodyHandlers.ofString(), 3));
                client.send(
                        request,
                        BodyHandlers.ofByteArrayConsumer(bytes ->
                                client.say("consumed " + bytes.map(String::new).orElse("all"))));
                client.say(
                        "lines",
                        () -> client.http()
                                .send(request, BodyHandlers.ofLines())
                                .body()
                                .toList());
                client.say(
                        "stream",
                        () -> new String(client.http()
                                .send(request, BodyHandlers.ofInputStream())
                                .body()
                                .readAllBytes()));
                client.send(request, answer -> {
                    client.say("answer " + answer.statusCode() + " " + answer.version());
                    return BodyHandlers.ofString().apply(answer);
                });
                client.send(request, answer -> {
                    throw new IllegalStateException("of the body handler");
                });
            }
        });
    }

    @Test
    void proxies() throws Exception {
        same(
                (builder, said) -> builder.proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", 1))),
                client -> client.get("/"));
    }

    /** Accepts connections, since the system does, and answers nothing. */
    private static ServerSocket silent() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    }

    private static HttpRequest.Builder request(ServerSocket server) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"));
    }

    @Test
    void timeouts() throws Exception {
        try (ServerSocket server = silent()) {
            HttpRequest request =
                    request(server).timeout(Duration.ofMillis(100)).build();
            // Which of the two kinds of timeout depends on how fast the machine connects.
            same(client -> {
                client.say(
                        "send",
                        () -> isTimeout(catchThrowable(() -> client.http().send(request, BodyHandlers.ofString()))));
                client.say(
                        "sendAsync",
                        () -> client.http()
                                .sendAsync(request, BodyHandlers.ofString())
                                .handle((response, failure) -> isTimeout(failure))
                                .get(20, TimeUnit.SECONDS));
            });
        }
    }

    private static boolean isTimeout(Throwable failure) {
        return failure instanceof HttpTimeoutException || failure.getCause() instanceof HttpTimeoutException;
    }

    private static String typeOf(Callable<?> program) {
        try {
            return "returned " + program.call();
        } catch (Exception e) {
            return e.getClass().getName();
        }
    }

    @Test
    void callsThatAreCancelled() throws Exception {
        try (ServerSocket server = silent()) {
            HttpRequest request = request(server).build();
            same(client -> {
                CompletableFuture<?> call = client.http().sendAsync(request, BodyHandlers.ofString());
                // Whether it ends by this or by the end of the exchange is a race within the client, too.
                client.say("cancel " + call.cancel(true) + " " + call.isDone());
                client.say("get " + isCancellation(catchThrowable(call::get)));
                client.say("join " + isCancellation(catchThrowable(call::join)));
                CompletableFuture<?> source = client.http().sendAsync(request, BodyHandlers.ofString());
                CompletableFuture<?> derived = source.thenApply(response -> "applied");
                client.say("derived " + derived.cancel(true) + " " + derived.isCompletedExceptionally());
                // The call is cancelled with it.
                client.say("source " + isCancellation(catchThrowable(() -> source.get(20, TimeUnit.SECONDS))));
                client.say("obtrude", () -> {
                    call.obtrudeException(new IllegalStateException());
                    return "";
                });
            });
        }
    }

    private static boolean isCancellation(Throwable failure) {
        return failure instanceof CancellationException || failure.getCause() instanceof CancellationException;
    }

    @Test
    void arguments() throws Exception {
        same(client -> {
            HttpRequest request = client.request("/").build();
            client.say("no request", () -> typeOf(() -> client.http().send(null, BodyHandlers.ofString())));
            client.say("no handler", () -> typeOf(() -> client.http().send(request, null)));
            client.say("no request", () -> typeOf(() -> client.http().sendAsync(null, BodyHandlers.ofString())));
            client.say("no handler", () -> typeOf(() -> client.http().sendAsync(request, null)));
        });
    }

    @Test
    void whatAClientSaysOfItself() throws Exception {
        same(
                (builder, said) -> builder.followRedirects(Redirect.ALWAYS)
                        .connectTimeout(Duration.ofSeconds(7))
                        .version(HttpClient.Version.HTTP_2)
                        .authenticator(new TestClients.Password())
                        .executor(Runnable::run),
                client -> {
                    HttpClient http = client.http();
                    client.say(http.followRedirects() + " " + http.connectTimeout() + " " + http.version());
                    client.say(http.authenticator().map(Object::getClass) + " "
                            + http.executor().isPresent() + " " + http.proxy() + " " + http.cookieHandler());
                    client.say(http.sslContext().getProtocol() + " "
                            + java.util.Arrays.toString(http.sslParameters().getProtocols()));
                });
    }

    @Test
    void webSockets() throws Exception {
        same((builder, said) -> builder.followRedirects(Redirect.NEVER), client -> {
            open(client, "/socket");
            open(client, "/redirect/302/same");
            open(client, "/status/500");
        });
        same(client -> {
            open(client, "/socket");
            open(client, "/status/500");
        });
    }

    /** Follows it to its end, as the listener hears it. */
    private static void open(Client client, String path) {
        CompletableFuture<String> end = new CompletableFuture<>();
        URI uri = URI.create(client.server().url("127.0.0.1", path).replace("http:", "ws:"));
        client.say("web socket", () -> {
            client.http()
                    .newWebSocketBuilder()
                    .header("X-Own", "1")
                    .connectTimeout(Duration.ofSeconds(20))
                    .subprotocols("chat", "talk")
                    .buildAsync(uri, new WebSocket.Listener() {
                        @Override
                        public CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
                            end.complete("closed " + status + " " + reason);
                            return null;
                        }
                    })
                    .get(20, TimeUnit.SECONDS);
            return end.get(20, TimeUnit.SECONDS);
        });
    }
}
