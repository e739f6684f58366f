// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static io.headerhop.okhttp.Differential.same;

import io.headerhop.okhttp.Differential.Client;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.Cache;
import okhttp3.CacheControl;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.Credentials;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.BufferedSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program behaves the same with OkHttp alone and through this library. */
class DifferentialTest {
    private static final MediaType TEXT = MediaType.get("text/plain");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
    void redirectsOfEveryStatus(String method) throws Exception {
        same(client -> {
            for (int status : new int[] {300, 301, 302, 303, 304, 307, 308}) {
                client.send(method, "/redirect/" + status + "/same");
                client.send(method, "/redirect/" + status + "/other");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"authority", "query", "empty", "ftp", "https", "broken", "spaces"})
    void oddLocations(String location) throws Exception {
        same(client -> client.get("/redirect/302/" + location));
        same(builder -> builder.followSslRedirects(false), client -> client.send("POST", "/redirect/307/" + location));
    }

    @Test
    void redirectsWithoutEndOrAim() throws Exception {
        same(client -> {
            client.get("/nowhere");
            client.get("/circle");
            // As many as the client follows, and one more.
            client.get("/down/20");
            client.get("/down/21");
        });
    }

    @Test
    void redirectsThatAreNotWanted() throws Exception {
        same(builder -> builder.followRedirects(false), client -> {
            client.get("/redirect/302/same");
            client.send("POST", "/redirect/307/other");
        });
    }

    @Test
    void credentials() throws Exception {
        same(
                builder -> builder.authenticator(
                        (route, response) -> response.request().header("Authorization") != null
                                ? null
                                : response.request()
                                        .newBuilder()
                                        .header("Authorization", Credentials.basic("user", "password"))
                                        .build()),
                client -> {
                    client.get("/secured");
                    client.send("POST", "/secured");
                    client.get("/closed");
                });
        same(client -> client.get("/secured"));
        same(
                builder -> builder.authenticator((route, response) -> response.request()),
                client -> client.get("/closed"));
    }

    @Test
    void anAuthenticatorThatFails() throws Exception {
        same(
                builder -> builder.authenticator((route, response) -> {
                    throw new IOException("no password");
                }),
                client -> client.get("/secured"));
    }

    @Test
    void retries() throws Exception {
        same(client -> {
            client.get("/unavailable/0");
            client.get("/unavailable/1");
            client.send("POST", "/unavailable/0");
            client.get("/timeout");
            client.get("/status/503");
            client.get("/drops-the-second");
        });
        same(builder -> builder.retryOnConnectionFailure(false), client -> {
            client.get("/timeout");
            client.get("/drops-the-second");
        });
    }

    @Test
    void answersThatAreInvalid() throws Exception {
        same(client -> {
            client.get("/drop");
            client.send("POST", "/drop");
            client.get("/nonsense");
            client.get("/short");
            client.get("/status/500");
            client.get("/status/204");
            client.get("/hints");
            client.get("/trailers");
        });
    }

    @Test
    void serversThatAreNotThere() throws Exception {
        same(client -> {
            client.execute(new Request.Builder().url("http://127.0.0.1:1/").build());
            client.enqueue(new Request.Builder().url("http://127.0.0.1:1/").build());
        });
        same(
                builder -> builder.dns(host -> {
                    throw new UnknownHostException("no such host: " + host);
                }),
                client -> client.get("/"));
        same(
                builder -> builder.dns(host -> {
                    throw new IllegalStateException("resolver is closed");
                }),
                client -> client.execute(client.request("/").build()));
    }

    @Test
    void theCache() throws Exception {
        List<Cache> caches = new ArrayList<>();
        same(
                (builder, said) -> {
                    caches.add(
                            new Cache(directory.resolve("cache" + caches.size()).toFile(), 1_000_000));
                    builder.cache(caches.get(caches.size() - 1));
                },
                client -> {
                    client.get("/cached/60");
                    client.get("/cached/0");
                    client.get("/redirect/301/same");
                    client.send(client.request("/cached/60").cacheControl(CacheControl.FORCE_NETWORK));
                    client.send(client.request("/cached/60").cacheControl(CacheControl.FORCE_CACHE));
                    client.send(client.request("/unknown").cacheControl(CacheControl.FORCE_CACHE));
                    client.send("POST", "/cached/60");
                    client.get("/cached/60");
                    Cache cache = client.original().cache();
                    client.say(cache.requestCount() + " " + cache.hitCount() + " " + cache.networkCount());
                    cache.close();
                });
    }

    @Test
    void cookies() throws Exception {
        same(
                (builder, said) -> builder.cookieJar(new CookieJar() {
                    private List<Cookie> cookies = List.of();

                    @Override
                    public void saveFromResponse(HttpUrl url, List<Cookie> received) {
                        said.accept("received " + received + " from " + url);
                        cookies = received;
                    }

                    @Override
                    public List<Cookie> loadForRequest(HttpUrl url) {
                        return cookies;
                    }
                }),
                client -> {
                    client.get("/cookie");
                    client.get("/redirect/302/same");
                });
    }

    @Test
    void interceptorsThatChangeWhatIsSentAndReceived() throws Exception {
        same(
                (builder, said) -> builder.addInterceptor(chain -> {
                            said.accept("connection: " + chain.connection() + " " + chain.connectTimeoutMillis());
                            Request request = chain.request()
                                    .newBuilder()
                                    .header("X-App", "1")
                                    .build();
                            return chain.withReadTimeout(3, TimeUnit.SECONDS)
                                    .proceed(request)
                                    .newBuilder()
                                    .header("X-Back", "1")
                                    .build();
                        })
                        .addNetworkInterceptor(chain -> {
                            said.accept(chain.request().url() + " " + chain.readTimeoutMillis());
                            return chain.proceed(chain.request()
                                    .newBuilder()
                                    .header("X-Network", "1")
                                    .removeHeader("User-Agent")
                                    .build());
                        }),
                client -> {
                    client.get("/");
                    client.send("POST", "/redirect/307/other");
                });
    }

    @Test
    void interceptorsThatAnswerThemselvesOrAskTwice() throws Exception {
        same(
                builder -> builder.addInterceptor(chain -> new Response.Builder()
                        .request(chain.request())
                        .protocol(okhttp3.Protocol.HTTP_1_1)
                        .code(299)
                        .message("mine")
                        .body(okhttp3.ResponseBody.create("mine", TEXT))
                        .build()),
                client -> client.get("/"));
        same(
                builder -> builder.addInterceptor(chain -> {
                    chain.proceed(chain.request()).close();
                    return chain.proceed(chain.request());
                }),
                client -> client.get("/redirect/302/same"));
        same(
                builder -> builder.addInterceptor(chain -> {
                    chain.proceed(chain.request());
                    return chain.proceed(chain.request());
                }),
                client -> client.get("/"));
        same(
                builder -> builder.addNetworkInterceptor(chain -> {
                    chain.proceed(chain.request()).close();
                    return chain.proceed(chain.request());
                }),
                client -> client.execute(client.request("/").build()));
    }

    @Test
    void interceptorsThatProceedOnAnotherThread() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            same(
                    builder -> builder.addInterceptor(chain -> onThreadOf(other, () -> chain.proceed(chain.request())))
                            .addNetworkInterceptor(chain -> onThreadOf(other, () -> chain.proceed(chain.request()))),
                    client -> client.say("two threads that wait for one", () -> "not tried"));
            same(
                    builder -> builder.addInterceptor(chain -> onThreadOf(other, () -> chain.proceed(chain.request()))),
                    client -> {
                        client.get("/redirect/302/other");
                        client.get("/drop");
                    });
        } finally {
            other.shutdownNow();
        }
    }

    private static Response onThreadOf(ExecutorService executor, Callable<Response> task) throws IOException {
        try {
            return executor.submit(task).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException(e);
        }
    }

    @Test
    void interceptorsThatThrow() throws Exception {
        for (Throwable thrown : List.of(
                new IOException("of the interceptor"),
                new Exception("checked, and not declared"),
                new InterruptedException("checked, and not declared"))) {
            same(builder -> builder.addInterceptor(throwing(thrown)), client -> client.get("/"));
            same(builder -> builder.addNetworkInterceptor(throwing(thrown)), client -> client.get("/"));
        }
        // Not enqueued: the test would see the handler of the dispatcher's threads at work.
        for (Throwable thrown : List.of(new IllegalStateException("unchecked"), new AssertionError("an error"))) {
            same(
                    builder -> builder.addInterceptor(throwing(thrown)),
                    client -> client.execute(client.request("/").build()));
        }
    }

    private static Interceptor throwing(Throwable thrown) {
        return chain -> {
            throw DifferentialTest.<RuntimeException>asItIs(thrown);
        };
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E asItIs(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void bodies() throws Exception {
        same(client -> {
            client.send(client.request("/").post(RequestBody.create("", TEXT)));
            client.send(client.request("/redirect/307/same").post(new OneShot("once")));
            client.send(client.request("/unavailable/0").post(new OneShot("once")));
            client.send(client.request("/").post(new OneShot(null)));
            client.send(client.request("/").delete());
            client.send(client.request("/").method("REPORT", RequestBody.create("{}", TEXT)));
        });
    }

    private static final class OneShot extends RequestBody {
        private final String text;

        OneShot(String text) {
            this.text = text;
        }

        @Override
        public MediaType contentType() {
            return TEXT;
        }

        @Override
        public long contentLength() {
            return 4;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            if (text == null) {
                throw new IOException("nothing to write");
            }
            sink.writeUtf8(text);
        }
    }

    @Test
    void callsThatAreCancelledOrTakeTooLong() throws Exception {
        same(client -> {
            Call cancelled = client.calls().newCall(client.request("/").build());
            cancelled.cancel();
            client.say("cancelled before", cancelled::execute);
            client.say(cancelled.isCanceled() + " " + cancelled.isExecuted());
            Call enqueued = client.calls().newCall(client.request("/").build());
            enqueued.cancel();
            client.enqueue(enqueued);
            client.say("as often as one likes", () -> {
                enqueued.cancel();
                return enqueued.isCanceled();
            });
        });
        same(
                (builder, said) -> builder.addInterceptor(chain -> {
                    chain.call().cancel();
                    return chain.proceed(chain.request());
                }),
                client -> client.get("/"));
        // The message, and the events before the end, depend on which of two watchdogs is first.
        same(
                builder -> builder.readTimeout(1000, TimeUnit.MILLISECONDS).eventListener(EventListener.NONE),
                client -> client.say(
                        "read timeout",
                        () -> typeOf(() -> client.calls()
                                .newCall(client.request("/held").build())
                                .execute())));
        same(
                builder -> builder.callTimeout(1000, TimeUnit.MILLISECONDS).eventListener(EventListener.NONE),
                client -> client.say(
                        "call timeout",
                        () -> typeOf(() -> client.calls()
                                .newCall(client.request("/held").build())
                                .execute())));
        same(builder -> builder.eventListener(EventListener.NONE), client -> {
            Call call = client.calls().newCall(client.request("/held").build());
            client.say(call.timeout().timeoutNanos() + "");
            call.timeout().timeout(1000, TimeUnit.MILLISECONDS);
            client.say(call.timeout().timeoutNanos() + "");
            client.say("its own timeout", () -> typeOf(call::execute));
        });
    }

    @Test
    void whatACallSaysOfItself() throws Exception {
        same(client -> {
            Request request = client.request("/")
                    .tag("untyped")
                    .tag(Integer.class, 7)
                    .header("X-Own", "1")
                    .build();
            Call call = client.calls().newCall(request);
            client.say("the caller's request: " + (call.request() == request));
            client.say(call.request().tag() + " " + call.request().tag(Integer.class));
            client.say(call.isExecuted() + " " + call.isCanceled() + " "
                    + call.timeout().timeoutNanos());
            client.say(call.toString().replaceAll("@.*", ""));
            Call clone = call.clone();
            client.say(call.equals(call) + " " + call.equals(clone) + " " + clone.equals(call) + " " + call.equals(null)
                    + " " + (call.hashCode() == call.hashCode()));
            Map<Call, String> map = new HashMap<>(Map.of(call, "call", clone, "clone"));
            Set<Call> set = new HashSet<>(List.of(call, clone));
            client.say(map.get(call) + " " + map.get(clone) + " " + set.contains(call) + " " + set.size());
            call.execute().close();
            client.say(call.isExecuted() + " " + clone.isExecuted());
            client.say("executed again", call::execute);
            client.say("enqueued again", () -> {
                call.enqueue(new Ignoring());
                return "";
            });
            client.enqueue(clone);
            client.enqueue(clone.clone());
        });
    }

    @Test
    void arguments() throws Exception {
        // Kotlin checks for null, with a message of its own.
        same(client -> {
            client.say("no request", () -> typeOf(() -> client.calls().newCall(null)));
            Call call = client.calls().newCall(client.request("/").build());
            client.say(
                    "no callback",
                    () -> typeOf(() -> {
                        call.enqueue(null);
                        return "";
                    }));
            client.say("still to be executed: " + !call.isExecuted());
        });
    }

    private static String typeOf(Callable<?> program) {
        try {
            return "returned " + program.call();
        } catch (Exception e) {
            return e.getClass().getName();
        }
    }

    @Test
    void theDispatcher() throws Exception {
        Dispatcher[] dispatcher = new Dispatcher[1];
        CountDownLatch[] answered = new CountDownLatch[1];
        same(
                builder -> {
                    dispatcher[0] = new Dispatcher();
                    dispatcher[0].setMaxRequests(1);
                    answered[0] = new CountDownLatch(3);
                    // Which of two threads is first varies, so only what is running and waiting is noted.
                    builder.dispatcher(dispatcher[0])
                            .eventListener(EventListener.NONE)
                            .addInterceptor(chain -> {
                                if (chain.request().url().encodedPath().equals("/a")) {
                                    Running.HELD.await();
                                }
                                return chain.proceed(chain.request());
                            });
                },
                client -> {
                    Running.HELD.reset();
                    List<Call> calls = new ArrayList<>();
                    for (String path : List.of("/a", "/b", "/c")) {
                        Call call = client.calls().newCall(client.request(path).build());
                        calls.add(call);
                        call.enqueue(new Ignoring() {
                            @Override
                            public void onResponse(Call call, Response response) throws IOException {
                                super.onResponse(call, response);
                                answered[0].countDown();
                            }

                            @Override
                            public void onFailure(Call call, IOException failure) {
                                answered[0].countDown();
                            }
                        });
                    }
                    client.say(tagsOf(dispatcher[0].runningCalls()) + " " + tagsOf(dispatcher[0].queuedCalls()));
                    client.say(dispatcher[0].runningCallsCount() + " " + dispatcher[0].queuedCallsCount());
                    calls.get(1).cancel();
                    Running.HELD.open();
                    client.say("answered: " + answered[0].await(20, TimeUnit.SECONDS));
                    calls.forEach(call -> client.say(call.isExecuted() + " " + call.isCanceled()));
                });
    }

    private static List<String> tagsOf(List<Call> calls) {
        return calls.stream().map(call -> call.request().url().encodedPath()).toList();
    }

    /** Holds a call on the dispatcher's thread. */
    private static final class Running {
        static final Running HELD = new Running();

        private volatile CountDownLatch open = new CountDownLatch(1);

        void reset() {
            open = new CountDownLatch(1);
        }

        void open() {
            open.countDown();
        }

        void await() throws IOException {
            try {
                if (!open.await(20, TimeUnit.SECONDS)) {
                    throw new IOException("held for 20 s");
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    @Test
    void callbacksThatThrow() throws Exception {
        same(client -> {
            CountDownLatch called = new CountDownLatch(1);
            client.calls().newCall(client.request("/").build()).enqueue(new Ignoring() {
                @Override
                public void onResponse(Call call, Response response) throws IOException {
                    super.onResponse(call, response);
                    client.say("called");
                    called.countDown();
                    throw new IOException("of the callback");
                }
            });
            client.say("once: " + called.await(20, TimeUnit.SECONDS));
            client.get("/");
        });
    }

    private static class Ignoring implements Callback {
        @Override
        public void onResponse(Call call, Response response) throws IOException {
            response.close();
        }

        @Override
        public void onFailure(Call call, IOException failure) {}
    }

    @Test
    void aClientWhoseDispatcherIsShutDown() throws Exception {
        same(client -> {
            client.original().dispatcher().executorService().shutdown();
            client.get("/");
        });
    }

    @Test
    void webSockets() throws Exception {
        same(client -> {
            for (String path : List.of(
                    "/socket",
                    "/redirect/302/same",
                    "/redirect/301/other",
                    "/redirect/307/empty",
                    "/redirect/302/ftp",
                    "/nowhere",
                    "/circle",
                    "/down/20",
                    "/down/21",
                    "/status/500",
                    "/unavailable/0")) {
                open(client, path);
            }
        });
        same(builder -> builder.followRedirects(false), client -> open(client, "/redirect/302/same"));
        same(
                builder -> builder.authenticator(
                        (route, response) -> response.request().header("Authorization") != null
                                ? null
                                : response.request()
                                        .newBuilder()
                                        .header("Authorization", "secret")
                                        .build()),
                client -> {
                    open(client, "/secured");
                    open(client, "/closed");
                });
        same(
                builder -> builder.addInterceptor(throwing(new IOException("of the interceptor"))),
                client -> open(client, "/socket"));
    }

    /** Follows it to its end, as the listener hears it. */
    private static void open(Client client, String path) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Request request = client.request(path).tag(Integer.class, 7).build();
        WebSocket socket = client.webSockets().newWebSocket(request, new WebSocketListener() {
            @Override
            public void onOpen(WebSocket webSocket, Response response) {
                client.say("open " + response.code() + " " + response.request().url());
            }

            @Override
            public void onClosing(WebSocket webSocket, int code, String reason) {
                client.say("closing " + code + " " + reason);
                // Not before: two threads would close it at once.
                webSocket.close(1000, "enough");
            }

            @Override
            public void onClosed(WebSocket webSocket, int code, String reason) {
                client.say("closed " + code + " " + reason);
                end.countDown();
            }

            @Override
            public void onFailure(WebSocket webSocket, Throwable failure, Response response) {
                // The key that the server should have hashed is random.
                client.say("failure " + Differential.failure(failure).replaceAll("'[^' ]*='", "<hash>") + " "
                        + (response == null
                                ? null
                                : response.code() + " " + response.request().url()));
                end.countDown();
            }
        });
        if (!end.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("no end within 20 s");
        }
        client.say(socket.request().url() + " " + socket.request().tag(Integer.class) + " " + socket.queueSize());
    }
}
