// SPDX-License-Identifier: Apache-2.0
package io.headerhop.soak;

import io.headerhop.CapturedHeaders;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * The service under test. Responds when the five calls it made for a request have ended: one on the request's thread,
 * one on a container thread, two chained by a callback, one on a thread of its own pool.
 */
final class Service implements AutoCloseable {
    private static final int TASKS = 5;

    private final Findings findings;
    private final String upstream;
    private final AtomicLong calls = new AtomicLong();
    private final QueuedThreadPool threads = new QueuedThreadPool(16);
    // Small, so that it refuses tasks under load.
    private final ThreadPoolExecutor pool =
            new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(2));
    private final ExecutorService propagating;
    private final Server server;
    private final Clients clients;

    Service(Findings findings, String upstream, Adapters adapters) throws Exception {
        this.findings = findings;
        this.upstream = upstream;
        propagating = adapters.handover().apply(pool);
        clients = new Clients(adapters.okHttp());
        threads.setName("service");
        // Such a thread would not run the probe.
        threads.setReservedThreads(0);
        ServletContextHandler context = new ServletContextHandler();
        context.addServletContainerInitializer(adapters.inbound());
        ServletHolder holder = new ServletHolder(new Work());
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/work");
        server = Servers.onLoopback(threads, 0);
        server.setHandler(context);
        server.start();
    }

    int port() {
        return ((NetworkConnector) server.getConnectors()[0]).getLocalPort();
    }

    /** Keeps its threads running, so that they can be inspected. */
    void stopServing() throws Exception {
        server.getConnectors()[0].stop();
    }

    Executor[] threads() {
        return new Executor[] {threads, pool, clients.threads()[0], clients.threads()[1]};
    }

    private final class Work extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            findings.requests.increment();
            String id = request.getHeader("x-request-id");
            AsyncContext async = request.startAsync();
            async.setTimeout(0);
            AtomicInteger running = new AtomicInteger(TASKS);
            Runnable oneEnded = () -> {
                if (running.decrementAndGet() == 0) {
                    async.complete();
                }
            };
            call(id, oneEnded);
            async.start(() -> call(id, oneEnded));
            callAgainInTheCallback(id, oneEnded);
            callOnAnotherThread(id, oneEnded);
        }
    }

    private void call(@Nullable String id, Runnable ended) {
        long number = calls.incrementAndGet();
        clients.call(number, url(number, id), failed -> {
            checkCallback(id, failed);
            ended.run();
        });
    }

    private void callAgainInTheCallback(@Nullable String id, Runnable ended) {
        long number = calls.incrementAndGet();
        clients.call(number, url(number, id), failed -> {
            checkCallback(id, failed);
            call(id, ended);
            ended.run();
        });
    }

    private void callOnAnotherThread(@Nullable String id, Runnable ended) {
        long number = calls.incrementAndGet();
        try {
            propagating.execute(() -> {
                try {
                    clients.callAndWait(url(number, id));
                } catch (IOException e) {
                    findings.failedCalls.increment();
                } finally {
                    ended.run();
                }
            });
        } catch (RejectedExecutionException e) {
            findings.rejectedTasks.increment();
            ended.run();
        }
    }

    private String url(long number, @Nullable String id) {
        return upstream + "/" + Fault.ofCall(number) + "/" + (id == null ? Upstream.NO_ID : id);
    }

    private void checkCallback(@Nullable String id, boolean failed) {
        if (failed) {
            findings.failedCalls.increment();
        }
        String seen = CapturedHeaders.current().first("x-request-id");
        if (seen == null && id != null) {
            findings.missing.increment();
        } else if (seen != null && !seen.equals(id)) {
            findings.wrongId.increment();
        }
    }

    @Override
    public void close() throws Exception {
        server.stop();
        clients.close();
        pool.shutdownNow();
    }
}
