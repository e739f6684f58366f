// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/**
 * Why nothing was current where a call was made: what called the code that made it, which its stack tells. Causes are
 * tested with programs that have the fault, except for listeners that need a broker and servers of other projects.
 */
enum LossCause {
    // What runs the application for no request

    RECURRING(
            Kind.BACKGROUND,
            "a recurring task, which belongs to no request",
            "if one did cause it, make that request's headers current inside the task",
            "java.util.concurrent.FutureTask.runAndReset",
            "org.springframework.scheduling.support.ScheduledMethodRunnable",
            "org.springframework.scheduling.concurrent.ReschedulingRunnable",
            "org.springframework.integration.endpoint.AbstractPollingEndpoint",
            "org.quartz.core.JobRunShell",
            "io.quarkus.scheduler.",
            "reactor.core.scheduler.PeriodicSchedulerTask",
            "reactor.core.scheduler.PeriodicWorkerTask",
            "reactor.core.scheduler.InstantPeriodicWorkerTask",
            "io.reactivex.rxjava3.core.Scheduler$PeriodicDirectTask",
            "io.reactivex.rxjava3.core.Scheduler$Worker$PeriodicTask",
            "io.reactivex.rxjava3.internal.schedulers.ScheduledDirectPeriodicTask",
            "io.reactivex.rxjava3.internal.schedulers.InstantPeriodicTask"),
    MESSAGE(
            Kind.BACKGROUND,
            "the listener of a message, which belongs to no inbound request",
            "make current what the message carries:"
                    + " HeaderPropagation.fromEnvironment().capture(map).makeCurrent()",
            "org.springframework.jms.listener.",
            "org.springframework.amqp.rabbit.listener.",
            "org.springframework.data.redis.listener.",
            "org.springframework.pulsar.listener.",
            "org.springframework.messaging.simp.",
            "org.springframework.messaging.support.ExecutorSubscribableChannel",
            "io.awspring.cloud.sqs.listener.",
            "io.micronaut.configuration.kafka.",
            "io.micronaut.rabbitmq.",
            "io.smallrye.reactive.messaging.",
            "com.google.cloud.pubsub.v1.",
            "com.rabbitmq.client.impl.ConsumerWorkService",
            "com.rabbitmq.client.impl.ConsumerDispatcher",
            "io.lettuce.core.pubsub.",
            "io.nats.client.impl.NatsDispatcher",
            "org.apache.activemq.ActiveMQMessageConsumer",
            "org.apache.activemq.ActiveMQSession",
            "org.apache.activemq.artemis.core.client.impl.ClientConsumerImpl",
            "org.apache.activemq.artemis.ra.inflow.",
            "org.eclipse.paho."),
    /** Without the filters by which servers upgrade a request: every request goes through them. */
    WEB_SOCKET(
            Kind.BACKGROUND,
            "the listener of a WebSocket, whose messages belong to no inbound request",
            "make current what the message carries, or the handshake:"
                    + " HeaderPropagation.fromEnvironment().capture(map).makeCurrent()",
            "org.apache.tomcat.websocket.Ws",
            "org.apache.tomcat.websocket.pojo.",
            "org.apache.tomcat.websocket.server.WsFrameServer",
            "org.apache.tomcat.websocket.server.WsHttpUpgradeHandler",
            "org.eclipse.jetty.websocket.core.WebSocketConnection",
            "org.eclipse.jetty.websocket.core.WebSocketCoreSession",
            "io.undertow.websockets.core.",
            "io.undertow.websockets.jsr.FrameHandler",
            "org.springframework.web.socket.adapter.",
            "org.springframework.web.socket.handler.",
            "io.vertx.core.http.impl.websocket.",
            "io.vertx.core.http.impl.WebSocketImplBase",
            "jdk.internal.net.http.websocket.",
            "okhttp3.internal.ws."),
    STARTING_OR_STOPPING(
            Kind.BACKGROUND,
            "the start or the stop of the application, which belongs to no request",
            "leave it",
            "org.springframework.boot.SpringApplicationShutdownHook",
            "org.apache.catalina.core.StandardContext."),

    // Servers that run the application for a request

    KAFKA(
            Kind.SERVER,
            "the listener of a Kafka record whose headers nobody captured",
            "add headerhop-kafka and its RecordInterceptor; in a batch listener, capture from each record",
            "org.springframework.kafka.listener."),
    INBOUND(
            Kind.SERVER,
            "the server's own thread, on which no inbound adapter has made the request's headers current",
            "register the HeaderPropagationFilter in front of all others, for all URLs and all dispatcher types, with"
                    + " async supported",
            "org.apache.catalina.connector.CoyoteAdapter.",
            "org.eclipse.jetty.server.Server.handle",
            "org.eclipse.jetty.server.HttpChannel",
            "org.eclipse.jetty.server.internal.HttpChannelState",
            "io.undertow.server.Connectors.executeRootHandler"),
    INBOUND_WITHOUT_SERVLETS(
            Kind.SERVER,
            "the server's own thread, on which no inbound adapter has made the request's headers current",
            "register the HeaderPropagationServerFeature with the JAX-RS application, or make what the request carries"
                    + " current: HeaderPropagation.fromEnvironment().capture(map).makeCurrent()",
            "sun.net.httpserver.ServerImpl$Exchange",
            "io.quarkus.resteasy.runtime.",
            "org.glassfish.grizzly.http.server.HttpHandler",
            "io.helidon.webserver.http",
            "io.vertx.core.http.impl.Http1xServer",
            "io.vertx.core.http.impl.Http2Server"),
    QUARKUS_REST(
            Kind.SERVER,
            "the server's own thread, on which no inbound adapter has made the request's headers current",
            "add headerhop-quarkus-rest",
            "org.jboss.resteasy.reactive.server.",
            "io.quarkus.resteasy.reactive.server."),
    REACTOR_SERVER(
            Kind.SERVER,
            "the server's own thread, on which no inbound adapter has made the request's headers current",
            "add headerhop-spring-boot-starter and leave spring.reactor.context-propagation on auto, or capture in a"
                    + " WebFilter and write the headers to Reactor's context",
            "reactor.netty.http.server."),
    GRPC_SERVER(
            Kind.SERVER,
            "a gRPC request that no interceptor captured",
            "add headerhop-grpc and its HeaderPropagationServerInterceptor to the server",
            "io.grpc.internal.ServerImpl",
            "io.grpc.internal.ServerCallImpl"),

    // Frameworks and libraries

    SPRING_ASYNC(
            Kind.FRAMEWORK,
            "an @Async method on an executor that hands no headers over",
            "add headerhop-spring-boot-starter, or give the executor a TaskDecorator that calls"
                    + " CapturedHeaders.current().wrap(task)",
            "org.springframework.aop.interceptor.AsyncExecution"),
    SPRING_MVC_ASYNC(
            Kind.FRAMEWORK,
            "a Callable or StreamingResponseBody, which Spring MVC runs on another thread",
            "add headerhop-spring-boot-starter, or return CapturedHeaders.current().wrapCallable(callable)",
            "org.springframework.web.context.request.async.WebAsyncManager"),
    SPRING_SCHEDULED(
            Kind.LIBRARY,
            "a delayed task of Spring's TaskScheduler",
            "schedule CapturedHeaders.current().wrap(task)",
            "org.springframework.scheduling.support.DelegatingErrorHandlingRunnable"),
    REACTOR(
            Kind.FRAMEWORK,
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
            "launch it where they are current, with the context element of headerhop-kotlin-coroutines",
            "kotlinx.coroutines."),
    GRPC_CLIENT(
            Kind.HANDOVER,
            "a callback of a gRPC client",
            "give the channel the HeaderPropagationClientInterceptor of headerhop-grpc",
            "io.grpc.internal.ClientCallImpl"),
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

    // The JDK

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

    // What no caller shows

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
    /** Seen by the scope, whatever the stack shows. */
    NOTHING_CHOSEN(
            Kind.BACKGROUND,
            "a scope without headers on this thread, opened in code or for a task that was handed over where nothing"
                    + " was current",
            "leave it, if no request caused the call or it is to carry nothing; else hand the task over on the"
                    + " request's own thread"),
    /** What is left: a program's main thread, or threads of native code. */
    NO_REQUEST(Kind.BACKGROUND, "no request is served on this thread", "leave it, if no request caused the call");

    private static final Set<String> HANDING_OVER =
            new CopyOnWriteArraySet<>(List.of("io.headerhop.Propagating", "io.headerhop.Captured"));

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

    /** What is called by these has been handed over. */
    static void handedOverBy(String callers) {
        HANDING_OVER.add(callers);
    }

    /**
     * The cause that the stack shows. What the application itself calls, it calls on its own thread: so only the
     * outermost stretch tells how the thread came to run the application, whatever libraries are further in. There is
     * one exception, a stage that runs since the application completes a future.
     *
     * @param stretches class and method of the frames that are not the application's, innermost first: those between
     *     its first line and the next one, and so on, and last those outside of all lines
     * @param hasLine whether there is a line of the application
     * @param nothingChosen whether a scope is open on this thread in which there are no headers
     */
    static LossCause of(List<List<String>> stretches, boolean hasLine, boolean nothingChosen) {
        LossCause cause = of(stretches, hasLine);
        return nothingChosen && cause.isLikelyForRequest() ? NOTHING_CHOSEN : cause;
    }

    private static LossCause of(List<List<String>> stretches, boolean hasLine) {
        int last = stretches.size() - 1;
        while (last > 0 && isWrapped(stretches.get(last), stretches.get(last - 1))) {
            last--;
        }
        for (List<String> stretch : stretches.subList(0, last)) {
            for (int i = 0; i < stretch.size(); i++) {
                if (calledBy(stretch.get(i)) == FUTURE_STAGE && !isAddedThere(stretch)) {
                    return FUTURE_STAGE.isHandedOver(stretch, i) ? HANDED_OVER : FUTURE_STAGE;
                }
            }
        }
        LossCause cause = of(stretches.get(last));
        return hasLine || cause.isKnownWithoutALine() ? cause : NO_LINE;
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
            if (cause.isHandedOver(stretch, i)) {
                return HANDED_OVER;
            }
            if (cause.kind == Kind.LIBRARY) {
                library = library == null ? cause : library;
            } else {
                return library == null || cause.kind != Kind.HANDOVER ? cause : library;
            }
        }
        if (library != null) {
            return library;
        }
        return stretch.stream().anyMatch(LossCause::handsOver) ? HANDED_OVER : NO_REQUEST;
    }

    /**
     * Whether somebody has handed over what this runs. That is seen inside of the caller that shows this cause or,
     * where the task was submitted whole, around it.
     */
    private boolean isHandedOver(List<String> stretch, int caller) {
        if (kind == Kind.BACKGROUND) {
            return false;
        }
        int end = kind == Kind.SERVER ? caller : stretch.size();
        for (String by : stretch.subList(0, end)) {
            if (by.startsWith("java.util.concurrent.CompletableFuture.postComplete")) {
                // From here outwards is whoever completes the future, and not where the stage was added.
                return false;
            }
            if (handsOver(by)) {
                return true;
            }
        }
        return false;
    }

    private static boolean handsOver(String caller) {
        return HANDING_OVER.stream().anyMatch(caller::startsWith);
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

    private boolean isKnownWithoutALine() {
        return kind == Kind.SERVER || kind == Kind.FRAMEWORK || this == RECURRING;
    }

    /** Whether a request has perhaps caused the call, so that its headers were lost. */
    boolean isLikelyForRequest() {
        return kind != Kind.BACKGROUND;
    }

    String cause() {
        return cause;
    }

    /** Says also when there is nothing to do, unless a request has surely caused the call. */
    String fix() {
        return kind == Kind.BACKGROUND || kind == Kind.SERVER
                ? fix
                : fix + "; nothing to do if no request caused the call";
    }

    /** What it means that a caller is on the stack. */
    private enum Kind {
        /** It runs the application, and for no request. */
        BACKGROUND,
        /** It runs the application for a request, whatever libraries help it. */
        SERVER,
        /** It runs on a thread of its own what it was given, whatever libraries help it. */
        FRAMEWORK,
        /** It runs on another thread what it was given. */
        HANDOVER,
        /** It runs what it was given on whatever thread it is itself, which was perhaps its own choice. */
        LIBRARY
    }
}
