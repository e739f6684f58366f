// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import static io.headerhop.contract.OutboundContract.DOWNSTREAM;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Call;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.Credentials;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Code of the user's that runs inside calls sees what was current where the call was made, whatever it is. */
class InsideCallsTest {
    enum Code {
        INTERCEPTOR {
            @Override
            void install(OkHttpClient.Builder client, Runnable look) {
                client.addInterceptor(chain -> {
                    look.run();
                    return chain.proceed(chain.request());
                });
            }
        },
        NETWORK_INTERCEPTOR {
            @Override
            void install(OkHttpClient.Builder client, Runnable look) {
                client.addNetworkInterceptor(chain -> {
                    look.run();
                    return chain.proceed(chain.request());
                });
            }
        },
        AUTHENTICATOR {
            @Override
            void install(OkHttpClient.Builder client, Runnable look) {
                client.authenticator((route, response) -> {
                    look.run();
                    return response.request()
                            .newBuilder()
                            .header("Authorization", Credentials.basic("user", "password"))
                            .build();
                });
            }
        },
        COOKIE_JAR {
            @Override
            void install(OkHttpClient.Builder client, Runnable look) {
                client.cookieJar(new CookieJar() {
                    @Override
                    public List<Cookie> loadForRequest(HttpUrl url) {
                        look.run();
                        return List.of();
                    }

                    @Override
                    public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {}
                });
            }
        },
        DNS {
            @Override
            void install(OkHttpClient.Builder client, Runnable look) {
                client.dns(host -> {
                    look.run();
                    return Dns.SYSTEM.lookup(host);
                });
            }
        },
        EVENT_LISTENER {
            @Override
            void install(OkHttpClient.Builder client, Runnable look) {
                client.eventListener(listener(look));
            }
        },
        EVENT_LISTENER_FACTORY {
            @Override
            void install(OkHttpClient.Builder client, Runnable look) {
                client.eventListenerFactory(call -> listener(look));
            }
        };

        abstract void install(OkHttpClient.Builder client, Runnable look);

        private static EventListener listener(Runnable look) {
            return new EventListener() {
                @Override
                public void requestHeadersStart(Call call) {
                    look.run();
                }
            };
        }
    }

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final List<CapturedHeaders> seen = new CopyOnWriteArrayList<>();
    private final OkHttpClient.Builder client = new OkHttpClient.Builder();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void seesTheCallersHeadersOnTheDispatchersThreads(Code code) throws Exception {
        CapturedHeaders headers = Headers.ofRequest(1);
        code.install(client, () -> seen.add(CapturedHeaders.current()));
        String path = enqueue(headers);
        assertThat(seen).isNotEmpty().allSatisfy(current -> assertThat(current).isSameAs(headers));
        assertThat(DOWNSTREAM.received(path))
                .allSatisfy(attempt -> assertThat(attempt).contains(entry("x-request-id", Headers.requestId(1))));
    }

    /** With the rules for requests of that service: interceptors can set a header for calls of their own. */
    @ParameterizedTest
    @EnumSource
    void seesTheEmptyHeadersOfARequestThatHadNone(Code code) throws Exception {
        CapturedHeaders nothing = Headers.captured(Headers.RULES, Map.of());
        code.install(client, () -> seen.add(CapturedHeaders.current()));
        enqueue(nothing);
        assertThat(seen).isNotEmpty().allSatisfy(current -> assertThat(current).isSameAs(nothing));
    }

    /** Which gives each task what is current where it is submitted: where another call ends. */
    @ParameterizedTest
    @EnumSource
    void seesNothingOfOtherRequestsEvenThroughAWrappedDispatcher(Code code) throws Exception {
        code.install(client, () -> seen.add(CapturedHeaders.current()));
        client.dispatcher(new Dispatcher(Headers.ofRequest(1).executor(threads)));
        String path = enqueue(CapturedHeaders.none());
        assertThat(seen)
                .isNotEmpty()
                .allSatisfy(current -> assertThat(current.isEmpty()).isTrue());
        assertThat(DOWNSTREAM.received(path))
                .allSatisfy(attempt -> assertThat(attempt).doesNotContainKeys(Headers.carriedNames()));
    }

    private String enqueue(CapturedHeaders headers) throws Exception {
        String path = DOWNSTREAM.path("inside");
        DOWNSTREAM.demandCredentials(path);
        Request request = new Request.Builder()
                .url(DOWNSTREAM.uriByOtherHost(path).toString())
                .build();
        OkHttpClient plain = client.build();
        for (Call.Factory calls : List.of(
                HeaderPropagationCallFactory.create(plain),
                HeaderPropagationInterceptors.install(plain.newBuilder()).build())) {
            Answer answer = new Answer();
            try (Scope scope = headers.makeCurrent()) {
                calls.newCall(request).enqueue(answer);
            }
            answer.awaitResponse();
        }
        return path;
    }

    /** What costs least is right only where nobody looks. */
    @Nested
    class Kinds {
        @Test
        void aClientWithoutAnyCode() {
            assertThat(InsideCalls.of(client.readTimeout(Duration.ofSeconds(5)).build()))
                    .isEqualTo(InsideCalls.NO_CODE);
            assertThat(InsideCalls.of(client.eventListener(EventListener.NONE).build()))
                    .isEqualTo(InsideCalls.NO_CODE);
        }

        @ParameterizedTest
        @EnumSource
        void aClientWithSome(Code code) {
            code.install(client, () -> {});
            assertThat(InsideCalls.of(client.build()))
                    .isEqualTo(code == Code.INTERCEPTOR ? InsideCalls.INTERCEPTORS : InsideCalls.SOME_CODE);
        }

        @Test
        void aClientThatKnowsAProxysPassword() {
            client.proxyAuthenticator((route, response) -> null);
            assertThat(InsideCalls.of(client.build())).isEqualTo(InsideCalls.SOME_CODE);
        }
    }

    @Test
    void aBodySeesThemOnTheDispatchersThread() throws Exception {
        CapturedHeaders headers = Headers.ofRequest(1);
        List<CapturedHeaders> seen = new CopyOnWriteArrayList<>();
        RequestBody body = new RequestBody() {
            @Override
            public @Nullable MediaType contentType() {
                return null;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                seen.add(CapturedHeaders.current());
                sink.writeUtf8("text");
            }
        };
        Request request = new Request.Builder()
                .url(DOWNSTREAM.uri(DOWNSTREAM.path("body")).toString())
                .post(body)
                .build();
        Answer answer = new Answer();
        try (Scope scope = headers.makeCurrent()) {
            HeaderPropagationCallFactory.create(new OkHttpClient())
                    .newCall(request)
                    .enqueue(answer);
        }
        answer.awaitResponse();
        assertThat(seen).containsExactly(headers);
    }
}
