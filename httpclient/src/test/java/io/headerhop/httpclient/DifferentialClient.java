// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import io.headerhop.contract.OutboundCall;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.cookie.CookieStore;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.cache.CachingHttpAsyncClients;
import org.apache.hc.client5.http.impl.cache.CachingHttpClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.protocol.RedirectLocations;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;

/** A client with or without this library in it, which records everything it can learn about an answer. */
abstract class DifferentialClient implements Closeable {
    /** What an application can ask of a client of any kind. */
    static final class Setup {
        final CookieStore cookies = new BasicCookieStore();
        private final boolean installed;
        private final Consumer<String> said;
        boolean redirects = true;
        boolean retries = true;
        boolean credentials;
        boolean interceptors;
        RequestConfig config =
                RequestConfig.custom().setResponseTimeout(Timeout.ofSeconds(10)).build();
        private ExecChainHandler classicHandler;
        private AsyncExecChainHandler asyncHandler;

        Setup(boolean installed, Consumer<String> said) {
            this.installed = installed;
            this.said = said;
        }

        void say(String line) {
            said.accept(line);
        }

        void handler(ExecChainHandler classic, AsyncExecChainHandler async) {
            classicHandler = classic;
            asyncHandler = async;
        }

        private HttpClientBuilder of(HttpClientBuilder builder) {
            builder.setDefaultCookieStore(cookies)
                    .setDefaultRequestConfig(config)
                    .setRetryStrategy(TestClients.retryOnce());
            if (credentials) {
                builder.setDefaultCredentialsProvider(TestClients.credentials());
            }
            if (!redirects) {
                builder.disableRedirectHandling();
            }
            if (!retries) {
                builder.disableAutomaticRetries();
            }
            if (classicHandler != null) {
                builder.addExecInterceptorFirst("user first", classicHandler);
                builder.addExecInterceptorBefore(ChainElement.PROTOCOL.name(), "user last", classicHandler);
            }
            if (interceptors) {
                builder.addRequestInterceptorLast((request, body, context) -> sayRequest(request))
                        .addResponseInterceptorLast((response, body, context) -> sayResponse(response));
            }
            return installed ? HeaderPropagationInterceptors.install(builder) : builder;
        }

        private HttpAsyncClientBuilder of(HttpAsyncClientBuilder builder) {
            builder.setDefaultCookieStore(cookies)
                    .setDefaultRequestConfig(config)
                    .setRetryStrategy(TestClients.retryOnce());
            if (credentials) {
                builder.setDefaultCredentialsProvider(TestClients.credentials());
            }
            if (!redirects) {
                builder.disableRedirectHandling();
            }
            if (!retries) {
                builder.disableAutomaticRetries();
            }
            if (asyncHandler != null) {
                builder.addExecInterceptorFirst("user first", asyncHandler);
                builder.addExecInterceptorBefore(ChainElement.PROTOCOL.name(), "user last", asyncHandler);
            }
            if (interceptors) {
                builder.addRequestInterceptorLast((request, body, context) -> sayRequest(request))
                        .addResponseInterceptorLast((response, body, context) -> sayResponse(response));
            }
            return installed ? HeaderPropagationInterceptors.install(builder) : builder;
        }

        private void sayRequest(HttpRequest request) {
            say("request " + request.getMethod() + " " + request.getPath() + " "
                    + DifferentialTest.withoutCarried(request));
        }

        private void sayResponse(HttpResponse response) {
            say("response " + described(response));
        }
    }

    /** The kinds of clients that speak HTTP/1.1. */
    enum Kind {
        CLASSIC {
            @Override
            DifferentialClient open(Setup setup) {
                return new Classic(setup, HttpClients.custom());
            }
        },
        CACHING_CLASSIC {
            @Override
            DifferentialClient open(Setup setup) {
                return new Classic(setup, CachingHttpClients.custom());
            }
        },
        ASYNC {
            @Override
            DifferentialClient open(Setup setup) {
                return new Async(setup, HttpAsyncClients.custom());
            }
        },
        CACHING_ASYNC {
            @Override
            DifferentialClient open(Setup setup) {
                return new Async(setup, CachingHttpAsyncClients.custom());
            }
        };

        abstract DifferentialClient open(Setup setup);

        boolean isClassic() {
            return this == CLASSIC || this == CACHING_CLASSIC;
        }
    }

    /** Returns the answer, with what is then in the caller's context. */
    abstract String send(OutboundCall call) throws Exception;

    String send(ClassicHttpRequest request) throws IOException {
        throw new UnsupportedOperationException("not of this kind");
    }

    private static final class Classic extends DifferentialClient {
        private final Setup setup;
        private final CloseableHttpClient client;

        Classic(Setup setup, HttpClientBuilder builder) {
            this.setup = setup;
            this.client = setup.of(builder).build();
        }

        @Override
        String send(OutboundCall call) throws IOException {
            return send(TestClients.classic(call));
        }

        @Override
        String send(ClassicHttpRequest request) throws IOException {
            Context context = new Context();
            try {
                return client.execute(request, context, response -> {
                    HttpEntity entity = response.getEntity();
                    String body = entity == null ? null : EntityUtils.toString(entity);
                    return described(response) + " " + body + " "
                            + (entity == null || entity.getTrailers() == null
                                    ? ""
                                    : entity.getTrailers().get());
                });
            } finally {
                setup.say("context " + context);
            }
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }

    private static final class Async extends DifferentialClient {
        private final Setup setup;
        private final CloseableHttpAsyncClient client;

        Async(Setup setup, HttpAsyncClientBuilder builder) {
            this.setup = setup;
            this.client = setup.of(builder).build();
            client.start();
        }

        @Override
        String send(OutboundCall call) throws Exception {
            Context context = new Context();
            CompletableFuture<SimpleHttpResponse> called = new CompletableFuture<>();
            client.execute(
                    SimpleRequestProducer.create(TestClients.simple(call)),
                    SimpleResponseConsumer.create(),
                    context,
                    new FutureCallback<>() {
                        @Override
                        public void completed(SimpleHttpResponse result) {
                            called.complete(result);
                        }

                        @Override
                        public void failed(Exception cause) {
                            called.completeExceptionally(cause);
                        }

                        @Override
                        public void cancelled() {
                            called.cancel(false);
                        }
                    });
            try {
                SimpleHttpResponse response = called.get(20, TimeUnit.SECONDS);
                return described(response) + " " + response.getBodyText();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            } finally {
                setup.say("context " + context);
            }
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }

    private static String described(HttpResponse response) {
        return response.getVersion() + " " + response.getCode() + " " + response.getReasonPhrase() + " "
                + Stream.of(response.getHeaders())
                        .filter(header -> !header.getName().equalsIgnoreCase("Date"))
                        .filter(header -> !header.getName().equalsIgnoreCase("Age"))
                        .map(Header::toString)
                        .collect(Collectors.joining("|"));
    }

    /** A context of the caller's own, and what is left in it. */
    private static final class Context implements HttpContext {
        private final Map<String, Object> attributes = new ConcurrentHashMap<>();
        private volatile ProtocolVersion version;

        @Override
        public ProtocolVersion getProtocolVersion() {
            return version;
        }

        @Override
        public void setProtocolVersion(ProtocolVersion version) {
            this.version = version;
        }

        @Override
        public Object getAttribute(String name) {
            return attributes.get(name);
        }

        @Override
        public Object setAttribute(String name, Object value) {
            return value == null ? attributes.remove(name) : attributes.put(name, value);
        }

        @Override
        public Object removeAttribute(String name) {
            return attributes.remove(name);
        }

        @Override
        public String toString() {
            Map<String, String> told = new TreeMap<>();
            attributes.forEach((name, value) -> told.put(name, told(value)));
            return version + " " + told;
        }

        private static String told(Object value) {
            if (value instanceof HttpRequest request) {
                return request.getMethod() + " " + request.getPath() + " " + DifferentialTest.withoutCarried(request);
            } else if (value instanceof HttpResponse response) {
                return String.valueOf(response.getCode());
            } else if (value instanceof RedirectLocations locations) {
                return locations.getAll().toString();
            }
            return value.getClass().getName();
        }
    }
}
