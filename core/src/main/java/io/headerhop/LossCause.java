// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why nothing was current where a call was made: what called the code that made it, which its stack tells. Each cause
 * is tested with a program that has this fault.
 */
enum LossCause {
    RECURRING(
            Kind.BACKGROUND,
            "a recurring task, which belongs to no request",
            "if one did cause it, make that request's headers current inside the task",
            "java.util.concurrent.FutureTask.runAndReset",
            "org.springframework.scheduling.support.ScheduledMethodRunnable",
            "org.quartz.core.JobRunShell",
            "io.quarkus.scheduler."),
    MESSAGE(
            Kind.BACKGROUND,
            "the listener of a message, which belongs to no inbound request",
            "capture what the message carries: HeaderPropagation.capture(message)",
            "org.springframework.jms.listener.",
            "org.springframework.amqp.rabbit.listener.",
            "io.smallrye.reactive.messaging."),
    KAFKA(
            Kind.ENTRY,
            "the listener of a Kafka record whose headers nobody captured",
            "add headerhop-kafka and its RecordInterceptor; in a batch listener, capture from each record",
            "org.springframework.kafka.listener."),
    SPRING_ASYNC(
            Kind.ENTRY,
            "an @Async method on an executor that hands no headers over",
            "add headerhop-spring-boot-starter, or give the executor a TaskDecorator that calls"
                    + " CapturedHeaders.current().wrap(task)",
            "org.springframework.aop.interceptor.AsyncExecution"),
    SPRING_MVC_ASYNC(
            Kind.ENTRY,
            "a Callable or StreamingResponseBody, which Spring MVC runs on another thread",
            "add headerhop-spring-boot-starter, or return CapturedHeaders.current().wrapCallable(callable)",
            "org.springframework.web.context.request.async.WebAsyncManager"),
    INBOUND(
            Kind.ENTRY,
            "the server's own thread, on which no inbound adapter has captured from this request",
            "register the HeaderPropagationFilter in front of all others, for all URLs",
            "org.apache.catalina.connector.CoyoteAdapter.",
            "org.eclipse.jetty.server.Server.handle",
            "org.eclipse.jetty.server.HttpChannel",
            "org.eclipse.jetty.server.internal.HttpChannelState",
            "io.undertow.server.Connectors.executeRootHandler"),
    INBOUND_WITHOUT_SERVLETS(
            Kind.ENTRY,
            "the server's own thread, on which no inbound adapter has captured from this request",
            "register the HeaderPropagationServerFeature with the JAX-RS application, or make what the request carries"
                    + " current: HeaderPropagation.capture(headers)",
            "sun.net.httpserver.ServerImpl$Exchange",
            "org.glassfish.grizzly.http.server.HttpHandler",
            "io.helidon.webserver.http",
            "io.vertx.core.http.impl.Http1xServer",
            "io.vertx.core.http.impl.Http2Server"),
    REACTOR_SERVER(
            Kind.ENTRY,
            "the server's own thread, on which no inbound adapter has captured from this request",
            "add headerhop-spring-boot-starter, or capture in a WebFilter and write the headers to Reactor's context",
            "reactor.netty.http.server."),
    REACTOR(
            Kind.ENTRY,
            "a Reactor scheduler's thread",
            "add headerhop-micrometer-context and call Hooks.enableAutomaticContextPropagation() at start",
            "reactor.core.scheduler."),
    REACTOR_NETTY(
            Kind.HANDOVER,
            "an event loop of Reactor Netty",
            "add headerhop-micrometer-context and call Hooks.enableAutomaticContextPropagation() at start, with"
                    + " contextCapture() in front of subscribe() or toFuture()",
            "reactor.netty."),
    /** What Reactor runs is on whatever thread gives it the next element. */
    REACTOR_PIPELINE(
            Kind.LIBRARY,
            "a Reactor pipeline, which goes on where its source answers",
            "add headerhop-micrometer-context and call Hooks.enableAutomaticContextPropagation() at start, with"
                    + " contextCapture() in front of subscribe() or toFuture()",
            "reactor.core.publisher."),
    RXJAVA(
            Kind.HANDOVER,
            "an RxJava scheduler's thread",
            "call RxJavaPlugins.setScheduleHandler(task -> CapturedHeaders.current().wrap(task)) at start",
            "io.reactivex.rxjava3.internal.schedulers.",
            "io.reactivex.internal.schedulers."),
    KOTLIN(
            Kind.LIBRARY,
            "a Kotlin coroutine without the headers in its context",
            "add headerhop-kotlin-coroutines and launch it with its context element",
            "kotlinx.coroutines."),
    GRPC_SERVER(
            Kind.ENTRY,
            "a gRPC request that no interceptor captured",
            "add headerhop-grpc and its HeaderPropagationServerInterceptor to the server",
            "io.grpc.internal.ServerImpl",
            "io.grpc.internal.ServerCallImpl"),
    OKHTTP(
            Kind.HANDOVER,
            "OkHttp's own thread, to which an enqueued call takes no headers along",
            "enqueue it with HeaderPropagationCallFactory.create(client), or install the interceptors with"
                    + " HeaderPropagationInterceptors.install(builder)",
            "okhttp3.internal.connection.RealCall$AsyncCall",
            "okhttp3.RealCall$AsyncCall"),
    FAILSAFE(
            Kind.LIBRARY,
            "Failsafe, which runs the task on another thread",
            "give it CapturedHeaders.current().executor(pool), or wrap the task",
            "dev.failsafe."),
    CAFFEINE(
            Kind.LIBRARY,
            "a Caffeine cache, which loads on an executor that hands no headers over",
            "build the cache with executor(CapturedHeaders.propagating(pool))",
            "com.github.benmanes.caffeine.cache."),
    PARALLEL_COLLECTORS(
            Kind.LIBRARY,
            "parallel-collectors, which submits the task from a thread of its own",
            "give it CapturedHeaders.current().executor(pool)",
            "com.pivovarit.collectors."),
    RESILIENCE4J(
            Kind.HANDOVER,
            "a bulkhead of Resilience4j, which runs the task in a pool of its own",
            "wrap the task: CapturedHeaders.current().wrapSupplier(task)",
            "io.github.resilience4j.bulkhead.internal.FixedThreadPoolBulkhead"),
    PARALLEL_STREAM(
            Kind.HANDOVER,
            "a parallel stream, parts of which run on other threads",
            "wrap the function: .map(CapturedHeaders.current().wrapFunction(function))",
            "java.util.stream.AbstractTask.",
            "java.util.stream.AbstractShortCircuitTask.",
            "java.util.stream.ForEachOps$ForEachTask.",
            "java.util.stream.ForEachOps$ForEachOrderedTask."),
    FUTURE_STARTED(
            Kind.HANDOVER,
            "a CompletableFuture started on an executor that hands no headers over",
            "give it one that does: supplyAsync(task, CapturedHeaders.current().executor(pool))",
            "java.util.concurrent.CompletableFuture$AsyncSupply",
            "java.util.concurrent.CompletableFuture$AsyncRun"),
    FUTURE_STAGE(
            Kind.HANDOVER,
            "a later stage of a CompletableFuture, which does not take the headers along from where it was added",
            "hand them over there: thenApplyAsync(function, CapturedHeaders.current().executor(pool)), or wrap the"
                    + " function",
            "java.util.concurrent.CompletableFuture$Uni",
            "java.util.concurrent.CompletableFuture$Bi",
            "java.util.concurrent.CompletableFuture$Or"),
    JDK_CLIENT(
            Kind.HANDOVER,
            "a thread of the JDK's HttpClient",
            "call by HeaderPropagationHttpClient.create(client) of headerhop-jdk-httpclient, whose callbacks have the"
                    + " headers",
            "jdk.internal.net.http."),
    APACHE_CLIENT(
            Kind.HANDOVER,
            "an I/O thread of Apache HttpClient",
            "install the interceptors with HeaderPropagationInterceptors.install(builder), or wrap the callback",
            "org.apache.hc.core5.reactor."),
    VERTX(
            Kind.LIBRARY,
            "Vert.x, which runs the handler on a thread of its own",
            "wrap the handler: CapturedHeaders.current().wrapConsumer(handler)::accept",
            "io.vertx."),
    NETTY(
            Kind.HANDOVER,
            "an event loop of Netty",
            "wrap the callback: CapturedHeaders.current().wrap(task)",
            "io.netty.util.concurrent.",
            "io.netty.channel."),
    MANAGED(
            Kind.HANDOVER,
            "a server's managed executor that hands no headers over",
            "add headerhop-microprofile, or submit CapturedHeaders.current().wrap(task)",
            "org.jboss.threads.",
            "org.glassfish.enterprise.concurrent.",
            "org.glassfish.concurro.",
            "com.ibm.ws.concurrent.",
            "io.smallrye.context."),
    SCHEDULED(
            Kind.HANDOVER,
            "a delayed task of a scheduler that hands no headers over",
            "submit through CapturedHeaders.propagating(scheduler)",
            "java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask"),
    POOL(
            Kind.HANDOVER,
            "a pool that hands no headers over",
            "submit through CapturedHeaders.propagating(pool)",
            "java.util.concurrent.ThreadPoolExecutor$Worker",
            "org.apache.tomcat.util.threads.ThreadPoolExecutor$Worker"),
    FORK_JOIN(
            Kind.HANDOVER,
            "a fork-join pool, which hands no headers over",
            "wrap the task, CapturedHeaders.current().wrap(task), or use a pool of your own through"
                    + " CapturedHeaders.propagating(pool)",
            "java.util.concurrent.ForkJoinWorkerThread"),
    TIMER(
            Kind.HANDOVER,
            "the thread of a java.util.Timer",
            "use CapturedHeaders.propagating(Executors.newSingleThreadScheduledExecutor())",
            "java.util.TimerThread"),
    VIRTUAL_THREAD(
            Kind.HANDOVER,
            "a virtual thread that nobody handed the headers to",
            "submit through CapturedHeaders.propagating(Executors.newVirtualThreadPerTaskExecutor()), or start it with"
                    + " CapturedHeaders.current().wrap(task)",
            "java.util.concurrent.ThreadPerTaskExecutor",
            "java.lang.VirtualThread"),
    OWN_THREAD(
            Kind.HANDOVER,
            "a thread that nobody handed the headers to",
            "wrap what it runs, where the request hands it over: CapturedHeaders.current().wrap(task)",
            "java.lang.Thread.run"),
    /** Seen by frames of ours. Perhaps no fault: a pool that hands headers over is used by background tasks too. */
    HANDED_OVER(
            Kind.BACKGROUND,
            "the task was handed over where nothing was current",
            "if a request caused it, hand it over on that request's own thread, and what a library submits, by"
                    + " CapturedHeaders.current().executor(pool)"),
    /** Also where a client sends later what it took along from where the call was made, and that was nothing. */
    NO_LINE(
            Kind.BACKGROUND,
            "no code of the application is on the stack, as with a method reference in a pool, or with a call that its"
                    + " client makes later on a thread of its own",
            "see that the headers are current where it is submitted, and handed over"),
    /** What is left: a program's main thread, or threads of native code. */
    NO_REQUEST(Kind.BACKGROUND, "no request is served on this thread", "leave it, if no request caused the call");

    private final Kind kind;
    private final String cause;
    private final String fix;
    private final List<String> callers;

    /** @param callers the beginnings of class and method that call the code that made the call */
    LossCause(Kind kind, String cause, String fix, String... callers) {
        this.kind = kind;
        this.cause = cause;
        this.fix = fix;
        this.callers = List.of(callers);
    }

    /**
     * The cause that the stack shows. What the application itself calls, it calls on its own thread: so only the
     * outermost stretch tells how the thread came to run the application, whatever libraries are further in. There is
     * one exception, a stage that runs since the application completes a future.
     *
     * @param stretches class and method of the frames that are not the application's, innermost first: those between
     *     its first line and the next one, and so on, and last those outside of all lines
     * @param hasLine whether there is a line of the application
     */
    static LossCause of(List<List<String>> stretches, boolean hasLine) {
        int last = stretches.size() - 1;
        while (last > 0 && isWrapped(stretches.get(last), stretches.get(last - 1))) {
            last--;
        }
        for (List<String> stretch : stretches.subList(0, last)) {
            for (int i = 0; i < stretch.size(); i++) {
                if (calledBy(stretch.get(i)) == FUTURE_STAGE && !isAddedThere(stretch)) {
                    return isHandedOver(stretch.subList(0, i)) ? HANDED_OVER : FUTURE_STAGE;
                }
            }
        }
        LossCause cause = of(stretches.get(last));
        return hasLine || cause.isEntry() || cause == RECURRING ? cause : NO_LINE;
    }

    /** Whether a stage runs where it is added, since the future was complete before. */
    private static boolean isAddedThere(List<String> stretch) {
        return stretch.stream()
                .anyMatch(caller ->
                        caller.startsWith("java.util.concurrent.CompletableFuture.uni") && caller.endsWith("Now"));
    }

    /** Whether a thread factory of the application only wraps what the threads of a pool run. */
    private static boolean isWrapped(List<String> outermost, List<String> inside) {
        return !outermost.isEmpty()
                && outermost.stream().allMatch(caller -> calledBy(caller) == OWN_THREAD)
                && !inside.isEmpty()
                && calledBy(inside.get(inside.size() - 1)) != null;
    }

    private static LossCause of(List<String> stretch) {
        LossCause library = null;
        for (int i = 0; i < stretch.size(); i++) {
            LossCause cause = calledBy(stretch.get(i));
            if (cause == null) {
                continue;
            }
            if (cause.kind != Kind.BACKGROUND && isHandedOver(stretch.subList(0, i))) {
                return HANDED_OVER;
            }
            if (cause.kind == Kind.LIBRARY) {
                library = library == null ? cause : library;
            } else {
                return library == null || cause.kind != Kind.HANDOVER ? cause : library;
            }
        }
        if (isHandedOver(stretch)) {
            return HANDED_OVER;
        }
        return library == null ? NO_REQUEST : library;
    }

    private static boolean isHandedOver(List<String> callers) {
        return callers.stream()
                .anyMatch(caller ->
                        caller.startsWith("io.headerhop.Propagating") || caller.startsWith("io.headerhop.Captured"));
    }

    private static @Nullable LossCause calledBy(String caller) {
        for (LossCause cause : values()) {
            for (String beginning : cause.callers) {
                if (caller.startsWith(beginning)) {
                    return cause;
                }
            }
        }
        return null;
    }

    private boolean isEntry() {
        return kind == Kind.ENTRY;
    }

    /** Whether a request has probably caused the call, so that its headers were lost. */
    boolean isLikelyForRequest() {
        return kind != Kind.BACKGROUND;
    }

    String cause() {
        return cause;
    }

    String fix() {
        return fix;
    }

    /** What it means that a caller is on the stack. */
    private enum Kind {
        /** It runs the application, and for no request. */
        BACKGROUND,
        /** It runs the application for a request, whatever libraries help it. */
        ENTRY,
        /** It runs on another thread what it was given. */
        HANDOVER,
        /** It runs what it was given on whatever thread it is itself, which was perhaps its own choice. */
        LIBRARY
    }
}
