// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.jersey.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.jaxrs.contract.AsyncExecutor;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.InvocationCallback;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.glassfish.hk2.utilities.binding.AbstractBinder;
import org.glassfish.jersey.client.ClientAsyncExecutor;
import org.glassfish.jersey.client.ClientBackgroundScheduler;
import org.glassfish.jersey.spi.ExecutorServiceProvider;
import org.glassfish.jersey.spi.ScheduledThreadPoolExecutorProvider;
import org.glassfish.jersey.spi.ThreadPoolExecutorProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Applications can also give Jersey an executor through a provider, in several ways. Whatever a client's first call is,
 * the executor is the same as without the feature, and callbacks see the headers of their own call.
 */
class JerseyExecutorProviderTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    @ClientAsyncExecutor
    public static class OfApplication extends ThreadPoolExecutorProvider {
        public OfApplication() {
            super("application");
        }
    }

    /** Without a qualifier Jersey uses it for {@code rx()} only. */
    public static class Unqualified extends ThreadPoolExecutorProvider {
        public Unqualified() {
            super("unqualified");
        }
    }

    @ClientBackgroundScheduler
    public static class Scheduler extends ScheduledThreadPoolExecutorProvider {
        public Scheduler() {
            super("scheduler");
        }
    }

    /** What an application does to its client; where the feature is registered is part of it. */
    enum Given {
        NOTHING((client, feature) -> client.register(feature)),
        CLASS_AFTER((client, feature) -> client.register(feature).register(OfApplication.class)),
        CLASS_BEFORE((client, feature) -> client.register(OfApplication.class).register(feature)),
        INSTANCE_AFTER((client, feature) -> client.register(feature).register(new OfApplication())),
        INSTANCE_BEFORE(
                (client, feature) -> client.register(new OfApplication()).register(feature)),
        UNQUALIFIED_CLASS(
                (client, feature) -> client.register(Unqualified.class).register(feature)),
        UNQUALIFIED_INSTANCE((client, feature) -> client.register(feature).register(new Unqualified())),
        SCHEDULER_CLASS((client, feature) -> client.register(feature).register(Scheduler.class)),
        SCHEDULER_INSTANCE((client, feature) -> client.register(new Scheduler()).register(feature)),
        BINDER((client, feature) -> client.register(new AbstractBinder() {
                    @Override
                    protected void configure() {
                        bind(new OfApplication()).to(ExecutorServiceProvider.class);
                    }
                })
                .register(feature)),
        BUILDER(
                ClientBuilder.newBuilder().executorService(AsyncExecutor.daemons(2)),
                (client, feature) -> client.register(feature)),
        BUILDER_AND_CLASS(
                ClientBuilder.newBuilder().executorService(AsyncExecutor.daemons(2)),
                (client, feature) -> client.register(OfApplication.class).register(feature)),
        SCHEDULED_BUILDER(
                ClientBuilder.newBuilder()
                        .executorService(Executors.newScheduledThreadPool(2, Given::daemon))
                        .scheduledExecutorService(Executors.newScheduledThreadPool(1, Given::daemon)),
                (client, feature) -> client.register(feature));

        private final ClientBuilder builder;
        private final BiFunction<Client, Feature, Client> registration;

        Given(BiFunction<Client, Feature, Client> registration) {
            this(ClientBuilder.newBuilder(), registration);
        }

        Given(ClientBuilder builder, BiFunction<Client, Feature, Client> registration) {
            this.builder = builder;
            this.registration = registration;
        }

        private static Thread daemon(Runnable task) {
            Thread thread = new Thread(task, "given");
            thread.setDaemon(true);
            return thread;
        }

        Client client(Feature feature) {
            return registration.apply(builder.build(), feature);
        }
    }

    enum Call {
        SYNC {
            @Override
            void start(Invocation.Builder request, CompletableFuture<Seen> seen) {
                request.get().close();
                seen.complete(Seen.here());
            }
        },
        ASYNC {
            @Override
            void start(Invocation.Builder request, CompletableFuture<Seen> seen) {
                request.async().get(new Noting(seen));
            }
        },
        SUBMIT {
            @Override
            void start(Invocation.Builder request, CompletableFuture<Seen> seen) {
                request.buildGet().submit(new Noting(seen));
            }
        },
        RX {
            @Override
            void start(Invocation.Builder request, CompletableFuture<Seen> seen) {
                request.rx().get().thenAccept(response -> seen.complete(Seen.here()));
            }
        };

        abstract void start(Invocation.Builder request, CompletableFuture<Seen> seen);
    }

    private record Noting(CompletableFuture<Seen> seen) implements InvocationCallback<Response> {
        @Override
        public void completed(Response response) {
            seen.complete(Seen.here());
        }

        @Override
        public void failed(Throwable failure) {
            seen.completeExceptionally(failure);
        }
    }

    /** @param pool the thread's name without its number */
    private record Seen(CapturedHeaders headers, String pool) {
        static Seen here() {
            return new Seen(
                    CapturedHeaders.current(), Thread.currentThread().getName().replaceAll("\\d+", ""));
        }
    }

    static Stream<Arguments> givenAndFirstCall() {
        return Arrays.stream(Given.values())
                .flatMap(given -> Arrays.stream(Call.values()).map(first -> Arguments.of(given, first)));
    }

    @ParameterizedTest
    @MethodSource("givenAndFirstCall")
    void callbacksSeeTheirOwnCallsHeadersWhicheverCallIsTheFirst(Given given, Call first) throws Exception {
        Client client = given.client(new HeaderPropagationClientFeature());
        List<Call> calls = new ArrayList<>(List.of(first));
        calls.addAll(List.of(Call.values()));
        for (int i = 0; i < calls.size(); i++) {
            String path = DOWNSTREAM.path("first");
            CapturedHeaders headers = Headers.ofRequest(i);
            Seen seen = make(client, calls.get(i), path, headers);
            assertThat(seen.headers())
                    .as("%s as number %d on %s", calls.get(i), i, seen.pool())
                    .isSameAs(headers);
            assertThat(DOWNSTREAM.receivedOnce(path)).containsEntry("x-request-id", Headers.requestId(i));
        }
        client.close();
    }

    @ParameterizedTest
    @MethodSource("givenAndFirstCall")
    void theExecutorIsTheOneThatJerseyTakesWithoutTheFeature(Given given, Call first) throws Exception {
        assertThat(poolsOf(given.client(new HeaderPropagationClientFeature()), first))
                .isEqualTo(poolsOf(given.client(context -> true), first));
    }

    private static List<String> poolsOf(Client client, Call first) throws Exception {
        List<String> pools = new ArrayList<>();
        for (Call call : new Call[] {first, Call.ASYNC, Call.RX}) {
            pools.add(make(client, call, DOWNSTREAM.path("pool"), CapturedHeaders.none())
                    .pool());
        }
        client.close();
        return pools;
    }

    private static Seen make(Client client, Call call, String path, CapturedHeaders headers)
            throws InterruptedException, ExecutionException, TimeoutException {
        // Held until the callback is in place: it must not run on the thread that makes the call.
        Downstream.Gate gate = DOWNSTREAM.gate(path);
        if (call == Call.SYNC) {
            gate.open();
        }
        CompletableFuture<Seen> seen = new CompletableFuture<>();
        try (Scope scope = headers.makeCurrent()) {
            call.start(client.target(DOWNSTREAM.uri(path)).request(), seen);
        }
        gate.open();
        return seen.get(20, TimeUnit.SECONDS);
    }

    @Test
    void noProviderIsAskedForItsExecutorBeforeTheFirstAsynchronousCall() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        @ClientAsyncExecutor
        class Counting extends ThreadPoolExecutorProvider {
            Counting() {
                super("counting");
            }

            @Override
            public ExecutorService getExecutorService() {
                asked.incrementAndGet();
                return super.getExecutorService();
            }
        }
        Client client = ClientBuilder.newClient()
                .register(HeaderPropagationClientFeature.class)
                .register(new Counting());
        make(client, Call.SYNC, DOWNSTREAM.path("sync"), Headers.ofRequest(1));
        assertThat(asked).hasValue(0);
        make(client, Call.ASYNC, DOWNSTREAM.path("async"), Headers.ofRequest(1));
        assertThat(asked).hasPositiveValue();
        client.close();
    }
}
