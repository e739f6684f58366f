// SPDX-License-Identifier: Apache-2.0
package io.headerhop.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.pivovarit.collectors.ParallelCollectors;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import io.github.resilience4j.bulkhead.ThreadPoolBulkhead;
import io.headerhop.CapturedHeaders;
import io.headerhop.LostCall;
import io.headerhop.kotlincoroutines.HeaderPropagationElement;
import io.headerhop.spi.SomeClient;
import io.micrometer.context.ContextSnapshotFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Promise;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kotlin.Unit;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.GlobalScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.interceptor.AsyncExecutionInterceptor;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.Trigger;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Libraries that run an application's code on threads of their own, or seem to. */
class LibrariesTest {
    private static final String HANDED_OVER = "the task was handed over where nothing was current";
    private static final String NOTHING_TO_DO = "; nothing to do if no request caused the call";

    private final ExecutorService pool = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    void onASchedulerOfReactor() throws Exception {
        SomeClient.Code subscribing = call -> Mono.fromCallable(() -> call.make())
                .subscribeOn(Schedulers.boundedElastic())
                .block();
        SomeClient.Code publishing = call -> Mono.just(1)
                .publishOn(Schedulers.parallel())
                .map(i -> call.make())
                .block();
        for (SomeClient.Code code : new SomeClient.Code[] {subscribing, publishing}) {
            LostCall lost = Said.ofCallBy(code);
            assertThat(lost.cause()).isEqualTo("a Reactor scheduler's thread");
            assertThat(lost.fix())
                    .contains("headerhop-micrometer-context", "Hooks.enableAutomaticContextPropagation()");
        }
        Hooks.enableAutomaticContextPropagation();
        try {
            Said.nothingOfCallBy(subscribing);
            Said.nothingOfCallBy(publishing);
        } finally {
            Hooks.disableAutomaticContextPropagation();
        }
    }

    /** Nothing is missing where no request is served. */
    @Test
    void onASchedulerThatIsGivenWhatIsCurrentWhereNothingIs() throws Exception {
        Hooks.enableAutomaticContextPropagation();
        try {
            for (SomeClient.Code code : List.<SomeClient.Code>of(
                    call -> Mono.fromCallable(() -> call.make())
                            .subscribeOn(Schedulers.boundedElastic())
                            .block(),
                    call -> Mono.just(1)
                            .publishOn(Schedulers.parallel())
                            .map(i -> call.make())
                            .block(),
                    call -> Mono.delay(Duration.ofMillis(1))
                            .map(i -> call.make())
                            .block())) {
                assertThat(Said.ofNoFaultOutsideOfRequestsBy(code).cause()).isEqualTo(HANDED_OVER);
            }
        } finally {
            Hooks.disableAutomaticContextPropagation();
        }
        RxJavaPlugins.setScheduleHandler(task -> CapturedHeaders.current().wrap(task));
        try {
            assertThat(Said.ofNoFaultOutsideOfRequestsBy(call -> Single.fromCallable(() -> call.make())
                                    .subscribeOn(io.reactivex.rxjava3.schedulers.Schedulers.io())
                                    .blockingGet())
                            .cause())
                    .isEqualTo(HANDED_OVER);
        } finally {
            RxJavaPlugins.reset();
        }
    }

    @Test
    void inATaskThatMicrometerHandsOverWhereNothingIsCurrent() throws Exception {
        ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();
        LostCall lost = Said.ofNoFaultOutsideOfRequestsBy(
                call -> pool.execute(snapshots.captureAll().wrap((Runnable) () -> call.make())));
        assertThat(lost.cause()).isEqualTo(HANDED_OVER);
        Said.nothingOfCallBy(call -> pool.execute(snapshots.captureAll().wrap((Runnable) () -> call.make())));
    }

    /** Their threads are those of other tasks, too. */
    @Test
    void anIntervalIsNoFault() throws Exception {
        for (SomeClient.Code code : List.<SomeClient.Code>of(
                call -> Flux.interval(Duration.ofMillis(1))
                        .map(i -> call.make())
                        .blockFirst(),
                call -> Flux.interval(Duration.ofMillis(1), Schedulers.boundedElastic())
                        .map(i -> call.make())
                        .blockFirst(),
                call -> Schedulers.single().schedulePeriodically(once(() -> call.make()), 0, 1, TimeUnit.HOURS),
                call -> Observable.interval(1, TimeUnit.MILLISECONDS)
                        .map(i -> call.make())
                        .blockingFirst(),
                call -> Observable.interval(1, TimeUnit.MILLISECONDS, io.reactivex.rxjava3.schedulers.Schedulers.io())
                        .map(i -> call.make())
                        .blockingFirst(),
                call -> Observable.interval(
                                1, TimeUnit.MILLISECONDS, io.reactivex.rxjava3.schedulers.Schedulers.from(pool))
                        .map(i -> call.make())
                        .blockingFirst())) {
            assertThat(Said.ofNoFaultBy(code).cause()).isEqualTo("a recurring task, which belongs to no request");
        }
    }

    private static Runnable once(Runnable task) {
        AtomicReference<Runnable> next = new AtomicReference<>(task);
        return () -> next.getAndSet(() -> {}).run();
    }

    @Test
    void inATaskOfASchedulerOfSpring() throws Exception {
        ThreadPoolTaskScheduler threads = new ThreadPoolTaskScheduler();
        threads.initialize();
        try (SimpleAsyncTaskScheduler simple = new SimpleAsyncTaskScheduler()) {
            for (TaskScheduler scheduler : new TaskScheduler[] {threads, simple}) {
                SomeClient.Code delayed = call -> scheduler.schedule(() -> call.make(), Instant.now());
                LostCall lost = Said.ofCallBy(delayed);
                assertThat(lost.cause()).isEqualTo("a delayed task of Spring's TaskScheduler");
                assertThat(lost.fix()).contains("CapturedHeaders.current().wrap(task)");
                Said.nothingOfCallBy(
                        call -> scheduler.schedule(CapturedHeaders.current().wrap(() -> call.make()), Instant.now()));
            }
            for (SomeClient.Code recurring : List.<SomeClient.Code>of(
                    call -> threads.schedule(() -> call.make(), soon()),
                    call -> threads.scheduleAtFixedRate(once(() -> call.make()), Duration.ofHours(1)),
                    call -> threads.scheduleWithFixedDelay(once(() -> call.make()), Duration.ofHours(1)))) {
                assertThat(Said.ofNoFaultBy(recurring).cause())
                        .isEqualTo("a recurring task, which belongs to no request");
            }
        } finally {
            threads.shutdown();
        }
    }

    /** Once. */
    private static Trigger soon() {
        return context -> context.lastCompletion() == null ? Instant.now() : null;
    }

    @Test
    void inAPipelineOfReactorWhoseSourceAnswersElsewhere() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        LostCall lost = Said.ofCallBy(call -> {
            Mono.fromFuture(answer).map(text -> call.make()).subscribe();
            pool.execute(() -> answer.complete("done"));
        });
        assertThat(lost.cause()).startsWith("a later stage of a CompletableFuture");
        lost = Said.ofCallBy(call -> Mono.<String>create(sink -> library(() -> sink.success("done")))
                .map(text -> call.make())
                .subscribe());
        assertThat(lost.cause()).startsWith("a pool");
    }

    private void library(Runnable task) {
        pool.execute(task);
    }

    /** The pipeline is the application's own, on its own thread. */
    @Test
    void aPipelineInAPoolIsNotToBlame() throws Exception {
        LostCall lost = Said.ofCallBy(
                call -> pool.execute(() -> Mono.just(1).map(i -> call.make()).block()));
        assertThat(lost.cause()).isEqualTo("a pool that hands no headers over");
        lost = Said.ofNoFaultOutsideOfRequestsBy(
                call -> Mono.just(1).map(i -> call.make()).block());
        assertThat(lost.cause()).isEqualTo("no request is served on this thread");
    }

    /** Two ways to another thread at once, and a proxy of the JDK in front of the application's class. */
    @Test
    void inAnAsyncMethodThatSpringRunsInAForkJoinPool() throws Exception {
        ForkJoinPool forkJoin = new ForkJoinPool(1);
        try {
            LostCall lost =
                    Said.ofCallBy(call -> async(forkJoin, () -> call.make()).run());
            assertThat(lost.cause()).startsWith("an @Async method");
            ConcurrentTaskExecutor decorated = new ConcurrentTaskExecutor(forkJoin);
            decorated.setTaskDecorator(task -> CapturedHeaders.current().wrap(task));
            Said.nothingOfCallBy(call -> async(decorated, () -> call.make()).run());
            lost = Said.ofNoFaultOutsideOfRequestsBy(
                    call -> async(decorated, () -> call.make()).run());
            assertThat(lost.cause()).isEqualTo(HANDED_OVER);
        } finally {
            forkJoin.shutdownNow();
        }
    }

    private static Runnable async(Executor executor, Runnable task) {
        ProxyFactory proxies = new ProxyFactory(Runnable.class, new AsyncExecutionInterceptor(executor));
        proxies.setTarget(new Runnable() {
            @Override
            public void run() {
                task.run();
            }
        });
        return (Runnable) proxies.getProxy();
    }

    @Test
    void onASchedulerOfRxJava() throws Exception {
        SomeClient.Code subscribing = call -> Single.fromCallable(() -> call.make())
                .subscribeOn(io.reactivex.rxjava3.schedulers.Schedulers.io())
                .blockingGet();
        SomeClient.Code observing = call -> Single.just(1)
                .observeOn(io.reactivex.rxjava3.schedulers.Schedulers.computation())
                .map(i -> call.make())
                .blockingGet();
        for (SomeClient.Code code : new SomeClient.Code[] {subscribing, observing}) {
            LostCall lost = Said.ofCallBy(code);
            assertThat(lost.cause()).isEqualTo("an RxJava scheduler's thread");
            assertThat(lost.fix()).contains("setScheduleHandler");
        }
        RxJavaPlugins.setScheduleHandler(task -> CapturedHeaders.current().wrap(task));
        try {
            Said.nothingOfCallBy(subscribing);
            Said.nothingOfCallBy(observing);
        } finally {
            RxJavaPlugins.reset();
        }
    }

    @Test
    void inACoroutineOfKotlin() throws Exception {
        LostCall lost = Said.ofCallBy(call -> launch(Dispatchers.getDefault(), call));
        assertThat(lost.cause()).isEqualTo("a Kotlin coroutine without the headers in its context");
        assertThat(lost.fix()).contains("headerhop-kotlin-coroutines");
        // Where it has the element and no headers, as in the background, the stack is the same.
        lost = Said.ofCallOutsideOfRequestsBy(
                call -> launch(Dispatchers.getDefault().plus(HeaderPropagationElement.current()), call));
        assertThat(lost.fix()).endsWith(NOTHING_TO_DO);
        Said.nothingOfCallBy(call -> launch(Dispatchers.getDefault().plus(HeaderPropagationElement.current()), call));
    }

    private static void launch(CoroutineContext context, SomeClient call) {
        BuildersKt.launch(GlobalScope.INSTANCE, context, CoroutineStart.DEFAULT, (scope, continuation) -> {
            call.make();
            return Unit.INSTANCE;
        });
    }

    @Test
    void aCoroutineThatAPoolsThreadWaitsForIsNotToBlame() throws Exception {
        LostCall lost = Said.ofCallBy(call -> pool.submit(() -> BuildersKt.runBlocking(
                kotlin.coroutines.EmptyCoroutineContext.INSTANCE, (scope, continuation) -> call.make())));
        assertThat(lost.cause()).isEqualTo("a pool that hands no headers over");
    }

    @Test
    void onAnEventLoopOfNetty() throws Exception {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            SomeClient.Code listening = call -> {
                Promise<String> answer = loops.next().newPromise();
                answer.addListener(done -> call.make());
                answer.setSuccess("done");
            };
            LostCall lost = Said.ofCallBy(listening);
            assertThat(lost.cause()).isEqualTo("an event loop of Netty");
            assertThat(lost.fix()).contains("wrap the callback");
            assertThat(Said.ofCallBy(call -> loops.execute(() -> call.make())).cause())
                    .isEqualTo("an event loop of Netty");
            Said.nothingOfCallBy(call -> loops.execute(CapturedHeaders.current().wrap(() -> call.make())));

            // A stage that the loop runs since it completes the future
            CompletableFuture<String> answer = new CompletableFuture<>();
            lost = Said.ofCallBy(call -> {
                answer.thenApply(text -> call.make());
                loops.execute(() -> answer.complete("done"));
            });
            assertThat(lost.cause()).startsWith("a later stage of a CompletableFuture");
        } finally {
            loops.shutdownGracefully();
        }
    }

    @Test
    void inAHandlerOfVertx() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            LostCall lost = Said.ofCallBy(call -> vertx.setTimer(1, id -> call.make()));
            assertThat(lost.cause()).isEqualTo("Vert.x, which runs the handler on a thread of its own");
            assertThat(lost.fix()).contains("wrapConsumer(handler)::accept");
            Said.nothingOfCallBy(
                    call -> vertx.setTimer(1, CapturedHeaders.current().<Long>wrapConsumer(id -> call.make())::accept));
            // The stack does not tell a timer's handler from a recurring one.
            lost = Said.ofCallOutsideOfRequestsBy(call -> vertx.setPeriodic(1, id -> call.make()));
            assertThat(lost.fix()).endsWith(NOTHING_TO_DO);
            lost = Said.ofCallBy(call -> vertx.executeBlocking(() -> call.make()));
            assertThat(lost.cause()).isEqualTo("Vert.x, which runs the handler on a thread of its own");
        } finally {
            vertx.close();
        }
    }

    @Test
    void inFailsafe() throws Exception {
        RetryPolicy<Object> once = RetryPolicy.builder().withMaxRetries(0).build();
        FailsafeExecutor<Object> failsafe = Failsafe.with(once);
        LostCall lost = Said.ofCallBy(call -> failsafe.with(pool).getAsync(() -> call.make()));
        assertThat(lost.cause()).isEqualTo("Failsafe, which runs the task on another thread");
        assertThat(lost.fix()).contains("CapturedHeaders.current().executor(pool)");
        Said.nothingOfCallBy(
                call -> failsafe.with(CapturedHeaders.current().executor(pool)).getAsync(() -> call.make()));

        // Where it runs it on the caller's own thread, the caller is to blame.
        lost = Said.ofCallBy(call -> pool.execute(() -> failsafe.get(() -> call.make())));
        assertThat(lost.cause()).isEqualTo("a pool that hands no headers over");
    }

    @Test
    void inABulkheadOfResilience4j() throws Exception {
        try (ThreadPoolBulkhead bulkhead = ThreadPoolBulkhead.ofDefaults("orders")) {
            LostCall lost = Said.ofCallBy(call -> bulkhead.submit(() -> call.make()));
            assertThat(lost.cause()).startsWith("a bulkhead of Resilience4j");
            assertThat(lost.fix()).contains("wrapSupplier(task)");
            Said.nothingOfCallBy(call -> {
                Supplier<String> task = CapturedHeaders.current().wrapSupplier(() -> call.make());
                bulkhead.submit(task::get);
            });
        }
    }

    @Test
    void inACacheOfCaffeine() throws Exception {
        LostCall lost = Said.ofCallBy(
                call -> Caffeine.newBuilder().buildAsync(key -> call.make()).get("key"));
        assertThat(lost.cause()).startsWith("a Caffeine cache");
        assertThat(lost.fix()).contains("executor(CapturedHeaders.propagating(pool))");
        Said.nothingOfCallBy(call -> Caffeine.newBuilder()
                .executor(CapturedHeaders.propagating(pool))
                .buildAsync(key -> call.make())
                .get("key"));
        lost = Said.ofCallBy(call -> pool.execute(
                () -> Caffeine.newBuilder().build(key -> call.make()).get("key")));
        assertThat(lost.cause()).isEqualTo("a pool that hands no headers over");
    }

    @Test
    void inParallelCollectors() throws Exception {
        LostCall lost = Said.ofCallBy(call -> Stream.of(1, 2)
                .collect(ParallelCollectors.parallel(i -> call.make(), pool, 2))
                .join());
        assertThat(lost.cause()).startsWith("parallel-collectors");
        assertThat(lost.fix()).contains("CapturedHeaders.current().executor(pool)");
        Said.nothingOfCallBy(call -> Stream.of(1, 2)
                .collect(ParallelCollectors.parallel(
                        i -> call.make(), CapturedHeaders.current().executor(pool), 2))
                .join());
    }

    /** The job of a scheduler belongs to no request. */
    public static final class Nightly implements Job {
        static final Map<String, SomeClient> CALLS = new ConcurrentHashMap<>();

        @Override
        public void execute(JobExecutionContext context) {
            SomeClient call = CALLS.remove("next");
            call.make();
        }
    }

    @Test
    void aJobOfQuartzIsNoFault() throws Exception {
        Properties settings = new Properties();
        settings.setProperty("org.quartz.threadPool.threadCount", "1");
        Scheduler quartz = new StdSchedulerFactory(settings).getScheduler();
        try {
            quartz.start();
            LostCall lost = Said.ofNoFaultBy(call -> {
                Nightly.CALLS.put("next", call);
                quartz.scheduleJob(
                        JobBuilder.newJob(Nightly.class).build(),
                        TriggerBuilder.newTrigger().startNow().build());
            });
            assertThat(lost.cause()).isEqualTo("a recurring task, which belongs to no request");
        } finally {
            quartz.shutdown();
        }
    }
}
