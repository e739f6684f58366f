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
            Request.UNLIKELY,
            "a recurring task, which belongs to no request",
            "if one did cause it, make its headers current inside of the task",
            "java.util.concurrent.FutureTask.runAndReset",
            "org.springframework.scheduling.support.ScheduledMethodRunnable",
            "org.quartz.core.JobRunShell",
            "io.quarkus.scheduler."),
    MESSAGE(
            Request.UNLIKELY,
            "a message is processed, and there was no inbound request",
            "make headers of what the message carries: HeaderPropagation.capture(message)",
            "org.springframework.jms.listener.",
            "org.springframework.amqp.rabbit.listener.",
            "io.smallrye.reactive.messaging."),
    KAFKA(
            Request.LIKELY,
            "a record of Kafka is processed, whose headers nobody captured",
            "add headerhop-kafka and its RecordInterceptor",
            "org.springframework.kafka.listener."),
    SPRING_ASYNC(
            Request.LIKELY,
            "an @Async method on an executor that hands no headers over",
            "add headerhop-spring-boot-starter, or give the executor a TaskDecorator that calls"
                    + " CapturedHeaders.current().wrap(task)",
            "org.springframework.aop.interceptor.AsyncExecution"),
    SPRING_MVC_ASYNC(
            Request.LIKELY,
            "a Callable or StreamingResponseBody, which Spring MVC runs on another thread",
            "add headerhop-spring-boot-starter, or return CapturedHeaders.current().wrapCallable(callable)",
            "org.springframework.web.context.request.async.WebAsyncManager"),
    REACTOR(
            Request.LIKELY,
            "a Reactor scheduler's thread",
            "add headerhop-micrometer-context and call Hooks.enableAutomaticContextPropagation() at start",
            "reactor."),
    RXJAVA(
            Request.LIKELY,
            "an RxJava scheduler's thread",
            "call RxJavaPlugins.setScheduleHandler(task -> CapturedHeaders.current().wrap(task)) at start",
            "io.reactivex."),
    KOTLIN(
            Request.LIKELY,
            "a Kotlin coroutine without the headers in its context",
            "add headerhop-kotlin-coroutines and launch it with its context element",
            "kotlinx.coroutines."),
    GRPC_SERVER(
            Request.LIKELY,
            "a gRPC request that no interceptor captured",
            "add headerhop-grpc and its HeaderPropagationServerInterceptor to the server",
            "io.grpc.internal.ServerImpl",
            "io.grpc.internal.ServerCallImpl"),
    OKHTTP(
            Request.LIKELY,
            "OkHttp's own thread, to which an enqueued call takes no headers along",
            "enqueue it with HeaderPropagationCallFactory.create(client), or install the interceptors with"
                    + " HeaderPropagationInterceptors.install(builder)",
            "okhttp3.internal.connection.RealCall$AsyncCall",
            "okhttp3.RealCall$AsyncCall"),
    FAILSAFE(
            Request.LIKELY,
            "Failsafe runs it on a thread of its own",
            "give it CapturedHeaders.current().executor(pool), or wrap the task",
            "dev.failsafe."),
    RESILIENCE4J(
            Request.LIKELY,
            "Resilience4j runs it on a thread of its own",
            "wrap the task: CapturedHeaders.current().wrapSupplier(task)",
            "io.github.resilience4j."),
    PARALLEL_STREAM(
            Request.LIKELY,
            "a parallel stream, parts of which run on other threads",
            "wrap the function: .map(CapturedHeaders.current().wrapFunction(function))",
            "java.util.stream.AbstractTask.",
            "java.util.stream.AbstractShortCircuitTask.",
            "java.util.stream.ForEachOps$ForEachTask.",
            "java.util.stream.ForEachOps$ForEachOrderedTask."),
    FUTURE_STARTED(
            Request.LIKELY,
            "a CompletableFuture started on an executor that hands no headers over",
            "give it one that does: supplyAsync(task, CapturedHeaders.propagating(pool))",
            "java.util.concurrent.CompletableFuture$AsyncSupply",
            "java.util.concurrent.CompletableFuture$AsyncRun"),
    FUTURE_STAGE(
            Request.LIKELY,
            "a later stage of a CompletableFuture, on the thread that completed the one before",
            "hand the headers over where the stage is added: thenApplyAsync(function,"
                    + " CapturedHeaders.current().executor(pool)), or wrap the function",
            "java.util.concurrent.CompletableFuture$Uni",
            "java.util.concurrent.CompletableFuture$Bi",
            "java.util.concurrent.CompletableFuture$Or"),
    JDK_CLIENT(
            Request.LIKELY,
            "a thread of the JDK's HttpClient",
            "wrap what it calls: CapturedHeaders.current().wrapFunction(function)",
            "jdk.internal.net.http."),
    APACHE_CLIENT(
            Request.LIKELY,
            "an I/O thread of Apache HttpClient",
            "install the interceptors with HeaderPropagationInterceptors.install(builder), or wrap the callback",
            "org.apache.hc.core5.reactor."),
    VERTX(
            Request.LIKELY,
            "Vert.x, which runs it on a thread of its own",
            "wrap the handler: CapturedHeaders.current().wrapConsumer(handler)",
            "io.vertx."),
    NETTY(
            Request.LIKELY,
            "an event loop of Netty",
            "wrap the callback: CapturedHeaders.current().wrap(task)",
            "io.netty.util.concurrent.",
            "io.netty.channel."),
    MANAGED(
            Request.LIKELY,
            "a managed executor that hands no headers over",
            "add headerhop-microprofile, or submit CapturedHeaders.current().wrap(task)",
            "org.jboss.threads.",
            "org.glassfish.enterprise.concurrent.",
            "org.glassfish.concurro.",
            "com.ibm.ws.concurrent.",
            "io.smallrye.context."),
    INBOUND(
            Request.LIKELY,
            "the server's own thread, on which no inbound adapter has captured from this request",
            "register the HeaderPropagationFilter in front of all others, for all URLs",
            "org.apache.catalina.",
            "org.eclipse.jetty.server.",
            "org.eclipse.jetty.ee",
            "io.undertow.server.",
            "io.undertow.servlet."),
    INBOUND_WITHOUT_SERVLETS(
            Request.LIKELY,
            "the server's own thread, on which no inbound adapter has captured from this request",
            "register the HeaderPropagationServerFeature with the JAX-RS application, or make what the request carries"
                    + " current: HeaderPropagation.capture(headers)",
            "sun.net.httpserver.",
            "org.glassfish.grizzly.http.server.",
            "io.helidon.webserver."),
    SCHEDULED(
            Request.LIKELY,
            "a delayed task of a scheduler that hands no headers over",
            "submit through CapturedHeaders.propagating(scheduler)",
            "java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask"),
    POOL(
            Request.LIKELY,
            "a pool that hands no headers over",
            "submit through CapturedHeaders.propagating(pool)",
            "java.util.concurrent.ThreadPoolExecutor$Worker",
            "org.apache.tomcat.util.threads.ThreadPoolExecutor$Worker"),
    FORK_JOIN(
            Request.LIKELY,
            "a fork-join pool, which hands no headers over",
            "wrap the task, CapturedHeaders.current().wrap(task), or use a pool of your own through"
                    + " CapturedHeaders.propagating(pool)",
            "java.util.concurrent.ForkJoin"),
    TIMER(
            Request.LIKELY,
            "the thread of a java.util.Timer",
            "use CapturedHeaders.propagating(Executors.newSingleThreadScheduledExecutor())",
            "java.util.TimerThread"),
    VIRTUAL_THREAD(
            Request.LIKELY,
            "a virtual thread that nobody handed the headers to",
            "submit through CapturedHeaders.propagating(Executors.newVirtualThreadPerTaskExecutor()), or start it with"
                    + " CapturedHeaders.current().wrap(task)",
            "java.util.concurrent.ThreadPerTaskExecutor",
            "java.lang.VirtualThread"),
    OWN_THREAD(
            Request.LIKELY,
            "a thread that nobody handed the headers to",
            "start it with CapturedHeaders.current().wrap(task)",
            "java.lang.Thread.run"),
    /** Seen by frames of ours; see {@link #of}. */
    HANDED_OVER(
            Request.LIKELY,
            "the task was handed over, but nothing was current where it was submitted",
            "look at the thread that submits: if it is a library's, give the library"
                    + " CapturedHeaders.current().executor(pool)"),
    /** What is left: a program's main thread, or threads of native code. */
    NO_REQUEST(Request.UNLIKELY, "no request is served on this thread", "nothing, if no request caused the call");

    private final boolean likelyForRequest;
    private final String cause;
    private final String fix;
    private final List<String> callers;

    /** @param callers the beginnings of class and method that call the code that made the call */
    LossCause(Request request, String cause, String fix, String... callers) {
        this.likelyForRequest = request == Request.LIKELY;
        this.cause = cause;
        this.fix = fix;
        this.callers = List.of(callers);
    }

    /**
     * The cause that the stack shows.
     *
     * @param callers class and method of each frame outside of the code that made the call, innermost first
     */
    static LossCause of(List<String> callers) {
        boolean handedOver = false;
        for (String caller : callers) {
            LossCause cause = calledBy(caller);
            if (cause != null) {
                return handedOver && cause != RECURRING ? HANDED_OVER : cause;
            }
            handedOver |= caller.startsWith("io.headerhop.Propagating") || caller.startsWith("io.headerhop.Captured");
        }
        return handedOver ? HANDED_OVER : NO_REQUEST;
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

    /** Whether a request has probably caused the call, so that its headers were lost. */
    boolean isLikelyForRequest() {
        return likelyForRequest;
    }

    String cause() {
        return cause;
    }

    String fix() {
        return fix;
    }

    /** Whether one caused the call. */
    private enum Request {
        LIKELY,
        UNLIKELY
    }
}
