// SPDX-License-Identifier: Apache-2.0
package io.headerhop.micrometercontext;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.PropagationEvent;
import io.headerhop.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Reactor with automatic context propagation: what is current in each step of a pipeline, whatever thread runs it. */
class ReactorTest {
    private static final int REQUESTS = 250;
    private static final int THREADS = 3;
    private static final int ELASTIC_THREADS = 8;

    private final Scheduler parallel = Schedulers.newParallel("test-parallel", THREADS, true);
    private final Scheduler elastic = Schedulers.newBoundedElastic(ELASTIC_THREADS, 10_000, "test-elastic", 60, true);

    /**
     * One way through a pipeline that leaves the subscriber's thread; each answers with what was current at its end.
     */
    enum Hop {
        SUBSCRIBE_ON {
            @Override
            Mono<String> through(Scheduler parallel, Scheduler elastic) {
                return seen().subscribeOn(parallel);
            }
        },
        PUBLISH_ON {
            @Override
            Mono<String> through(Scheduler parallel, Scheduler elastic) {
                return Mono.just(1).publishOn(parallel).map(value -> TestHeaders.current());
            }
        },
        DELAY {
            @Override
            Mono<String> through(Scheduler parallel, Scheduler elastic) {
                return Mono.delay(Duration.ofMillis(5), parallel).map(value -> TestHeaders.current());
            }
        },
        DELAY_OF_AN_ELEMENT {
            @Override
            Mono<String> through(Scheduler parallel, Scheduler elastic) {
                return Mono.just(1)
                        .delayElement(Duration.ofMillis(5), parallel)
                        .doOnNext(value -> {})
                        .map(value -> TestHeaders.current());
            }
        },
        RETRY_WITH_BACKOFF {
            @Override
            Mono<String> through(Scheduler parallel, Scheduler elastic) {
                AtomicInteger attempts = new AtomicInteger();
                return Mono.fromCallable(() -> {
                            if (attempts.incrementAndGet() < 3) {
                                throw new IllegalStateException("once more");
                            }
                            return TestHeaders.current();
                        })
                        .retryWhen(Retry.backoff(3, Duration.ofMillis(2)).scheduler(parallel));
            }
        },
        FLAT_MAP {
            @Override
            Mono<String> through(Scheduler parallel, Scheduler elastic) {
                return Flux.range(0, 3)
                        .flatMap(value -> seen().subscribeOn(elastic))
                        .publishOn(parallel)
                        .map(found -> found.equals(TestHeaders.current()) ? found : "not what is current after it")
                        .distinct()
                        .collectList()
                        .map(found -> String.join(" and ", found));
            }
        },
        BLOCK_ON_BOUNDED_ELASTIC {
            @Override
            Mono<String> through(Scheduler parallel, Scheduler elastic) {
                return Mono.fromCallable(() -> seen().subscribeOn(parallel).block())
                        .subscribeOn(elastic);
            }
        },
        TIMEOUT {
            @Override
            Mono<String> through(Scheduler parallel, Scheduler elastic) {
                return Mono.<String>never().timeout(Duration.ofMillis(5), seen(), parallel);
            }
        },
        ZIP {
            @Override
            Mono<String> through(Scheduler parallel, Scheduler elastic) {
                return Mono.zip(seen().subscribeOn(parallel), seen().subscribeOn(elastic), (one, other) -> {
                    assertThat(other).isEqualTo(one);
                    return TestHeaders.current();
                });
            }
        },
        A_FUTURE_OF_SOMEBODY_ELSE {
            @Override
            Mono<String> through(Scheduler parallel, Scheduler elastic) {
                return Mono.fromFuture(() -> {
                            CompletableFuture<Integer> future = new CompletableFuture<>();
                            elastic.schedule(() -> future.complete(1));
                            return future;
                        })
                        .map(value -> TestHeaders.current());
            }
        },
        CALLBACKS {
            @Override
            Mono<String> through(Scheduler parallel, Scheduler elastic) {
                List<String> found = new ArrayList<>();
                return Mono.just(1)
                        .publishOn(parallel)
                        .doOnNext(value -> found.add(TestHeaders.current()))
                        .doOnSuccess(value -> found.add(TestHeaders.current()))
                        .then(Mono.fromCallable(() ->
                                String.join(" and ", found.stream().distinct().toList())));
            }
        };

        abstract Mono<String> through(Scheduler parallel, Scheduler elastic);

        static Mono<String> seen() {
            return Mono.fromCallable(TestHeaders::current);
        }
    }

    private final long mistakes = mistakes();

    @BeforeEach
    void switchOn() {
        Hooks.enableAutomaticContextPropagation();
    }

    @AfterEach
    void switchOff() {
        Hooks.disableAutomaticContextPropagation();
        parallel.dispose();
        elastic.dispose();
        assertThat(mistakes()).isEqualTo(mistakes);
    }

    /** Scopes that were closed twice, in another order than they were opened, or on another thread. */
    private static long mistakes() {
        return Arrays.stream(PropagationEvent.values())
                .filter(event -> event.name().startsWith("SCOPE_"))
                .mapToLong(PropagationEvent::count)
                .sum();
    }

    @ParameterizedTest
    @EnumSource
    void eachOfManyRequestsAtOnceHasItsOwn(Hop hop) throws Exception {
        Sinks.One<Integer> gate = Sinks.one();
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            try (Scope scope = TestHeaders.of(id(i)).makeCurrent()) {
                answers.add(gate.asMono()
                        .flatMap(opened -> hop.through(parallel, elastic))
                        .contextCapture()
                        .toFuture());
            }
        }
        // Whoever opens the gate works for a request of its own, and does not lose it.
        try (Scope scope = TestHeaders.of("of the gate").makeCurrent()) {
            gate.tryEmitValue(1).orThrow();
            assertThat(TestHeaders.current()).isEqualTo("of the gate");
        }

        for (int i = 0; i < REQUESTS; i++) {
            assertThat(answers.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(id(i));
        }
        nothingIsLeftOnAnyThread();
    }

    /** From many threads, each of which goes on with its own when the answer is there. */
    @ParameterizedTest
    @EnumSource
    void eachOfManyBlockingCallersHasItsOwn(Hop hop) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(16);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                String id = id(i);
                answers.add(callers.submit(() -> {
                    String found;
                    try (Scope scope = TestHeaders.of(id).makeCurrent()) {
                        found = hop.through(parallel, elastic).block();
                        assertThat(TestHeaders.current()).isEqualTo(id);
                    }
                    assertThat(CapturedHeaders.current()).isSameAs(CapturedHeaders.none());
                    return found;
                }));
            }
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(answers.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(id(i));
            }
        } finally {
            callers.shutdownNow();
        }
        nothingIsLeftOnAnyThread();
    }

    @Test
    void anErrorOnAnotherThreadLeavesNothingThere() throws Exception {
        for (int i = 0; i < 20; i++) {
            List<String> found = new ArrayList<>();
            try (Scope scope = TestHeaders.of("failing").makeCurrent()) {
                Mono.fromCallable(() -> {
                            throw new IllegalStateException("on purpose");
                        })
                        .subscribeOn(parallel)
                        .doOnError(error -> found.add(TestHeaders.current()))
                        .onErrorComplete()
                        .block();
            }
            assertThat(found).containsExactly("failing");
        }
        nothingIsLeftOnAnyThread();
    }

    @Test
    void headersThatThePipelineItselfWritesAreCurrentAboveThatPoint() {
        String found = Hop.SUBSCRIBE_ON
                .through(parallel, elastic)
                .contextWrite(context -> context.put(HeaderPropagationThreadLocalAccessor.KEY, TestHeaders.of("own")))
                .block();
        assertThat(found).isEqualTo("own");
        try (Scope scope = TestHeaders.of("outer").makeCurrent()) {
            assertThat(Hop.SUBSCRIBE_ON
                            .through(parallel, elastic)
                            .contextWrite(context ->
                                    context.put(HeaderPropagationThreadLocalAccessor.KEY, CapturedHeaders.none()))
                            .block())
                    .isEqualTo(TestHeaders.NOTHING);
        }
    }

    /** Without the hook Reactor carries them in its context only as far as handle and tap, which restore them. */
    @Test
    void withoutTheHookOnlyHandleAndTapHaveThem() {
        Hooks.disableAutomaticContextPropagation();
        try (Scope scope = TestHeaders.of("own").makeCurrent()) {
            Mono<Integer> elsewhere = Mono.just(1).publishOn(parallel);
            assertThat(elsewhere
                            .map(value -> TestHeaders.current())
                            .contextCapture()
                            .block())
                    .isEqualTo(TestHeaders.NOTHING);
            assertThat(elsewhere
                            .<String>handle((value, sink) -> sink.next(TestHeaders.current()))
                            .contextCapture()
                            .block())
                    .isEqualTo("own");
        }
    }

    @Test
    void aSharedSourceHasThoseOfItsFirstSubscriberAndEachSubscriberItsOwn() {
        Mono<String> cached = Hop.SUBSCRIBE_ON.through(parallel, elastic).cache();
        for (String subscriber : List.of("first", "second")) {
            try (Scope scope = TestHeaders.of(subscriber).makeCurrent()) {
                assertThat(cached.map(found -> found + ", seen by " + TestHeaders.current())
                                .block())
                        .isEqualTo("first, seen by " + subscriber);
            }
        }
    }

    /** Blocking takes them along by itself. */
    @Test
    void whoeverDoesNotBlockWritesContextCapture() throws Exception {
        Sinks.One<Integer> gate = Sinks.one();
        Mono<String> mono = gate.asMono().map(opened -> TestHeaders.current());
        CompletableFuture<String> subscribed = new CompletableFuture<>();
        CompletableFuture<String> captured = new CompletableFuture<>();
        CompletableFuture<String> future;
        try (Scope scope = TestHeaders.of("own").makeCurrent()) {
            mono.subscribe(subscribed::complete);
            mono.contextCapture().subscribe(found -> captured.complete(found + ", told " + TestHeaders.current()));
            future = mono.toFuture();
        }
        try (Scope scope = TestHeaders.of("of the gate").makeCurrent()) {
            gate.tryEmitValue(1).orThrow();
        }
        assertThat(captured.get()).isEqualTo("own, told nothing");
        assertThat(List.of(subscribed.get(), future.get())).containsOnly(TestHeaders.NOTHING);
    }

    /** Reactor's hook does not know which tasks recur. */
    @Test
    void whatRecursKeepsTheHeadersOfWhoeverStartedItUnlessItIsStartedWithout() throws Exception {
        try (Scope scope = TestHeaders.of("starter").makeCurrent()) {
            assertThat(ticks(Flux.interval(Duration.ofMillis(1), parallel))).containsOnly("starter");
            assertThat(ticks(Flux.interval(Duration.ofMillis(1), parallel)
                            .contextWrite(context ->
                                    context.put(HeaderPropagationThreadLocalAccessor.KEY, CapturedHeaders.none()))))
                    .containsOnly(TestHeaders.NOTHING);
            try (Scope none = CapturedHeaders.none().makeCurrent()) {
                assertThat(ticks(Flux.interval(Duration.ofMillis(1), parallel))).containsOnly(TestHeaders.NOTHING);
            }
        }
        nothingIsLeftOnAnyThread();
    }

    private static List<String> ticks(Flux<Long> recurring) throws Exception {
        CompletableFuture<List<String>> found = new CompletableFuture<>();
        List<String> seen = new ArrayList<>();
        recurring.take(3).subscribe(tick -> seen.add(TestHeaders.current()), error -> {}, () -> found.complete(seen));
        return found.get(20, TimeUnit.SECONDS);
    }

    /** From JDK 21 on, Reactor can run boundedElastic on them. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsHaveTheirOwn() throws Exception {
        ExecutorService virtual = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        try {
            Scheduler scheduler = Schedulers.fromExecutorService(virtual);
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                try (Scope scope = TestHeaders.of(id(i)).makeCurrent()) {
                    answers.add(Hop.BLOCK_ON_BOUNDED_ELASTIC
                            .through(parallel, scheduler)
                            .contextCapture()
                            .toFuture());
                }
            }
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(answers.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(id(i));
            }
        } finally {
            virtual.shutdownNow();
        }
        nothingIsLeftOnAnyThread();
    }

    /** Some requests have no headers, between others that do. */
    private static String id(int i) {
        return i % 5 == 4 ? TestHeaders.NOTHING : "id-" + i;
    }

    private void nothingIsLeftOnAnyThread() throws Exception {
        // A probe would otherwise bring its own, that is nothing, along.
        Hooks.disableAutomaticContextPropagation();
        assertThat(onEveryThread(parallel, THREADS, TestHeaders::current)).containsOnly(TestHeaders.NOTHING);
        assertThat(onEveryThread(elastic, ELASTIC_THREADS, TestHeaders::current))
                .containsOnly(TestHeaders.NOTHING);
        assertThat(CapturedHeaders.current()).isSameAs(CapturedHeaders.none());
    }

    /**
     * The tasks wait for each other, so that no thread gets two. A scheduler may take a thread that ends its work just
     * now for one that is as busy as the others, and give two tasks to one of those; then they are given out again.
     */
    private static <T> List<T> onEveryThread(Scheduler scheduler, int threads, Callable<T> probe) throws Exception {
        for (int attempt = 1; ; attempt++) {
            CyclicBarrier all = new CyclicBarrier(threads);
            List<CompletableFuture<T>> found = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                CompletableFuture<T> one = new CompletableFuture<>();
                found.add(one);
                scheduler.schedule(() -> {
                    try {
                        all.await(1, TimeUnit.SECONDS);
                        one.complete(probe.call());
                    } catch (Exception e) {
                        one.completeExceptionally(e);
                    }
                });
            }
            try {
                List<T> values = new ArrayList<>();
                for (CompletableFuture<T> one : found) {
                    values.add(one.get(20, TimeUnit.SECONDS));
                }
                return values;
            } catch (ExecutionException e) {
                if (!all.isBroken() || attempt == 20) {
                    throw e;
                }
            }
        }
    }
}
