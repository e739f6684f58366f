// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import jakarta.ws.rs.client.ClientBuilder;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The executors that a JAX-RS client's asynchronous calls can run on. None of them hands headers over by itself. */
public enum AsyncExecutor {
    /** None is given: the implementation uses its own. */
    DEFAULT,
    /** The application's own pool. */
    POOL,
    /** Runs each task where it is submitted, as a pool with CallerRunsPolicy does when it is full. */
    DIRECT;

    public ClientBuilder builder() {
        // CXF's default client would use HTTP/2, and once in some ten thousand calls the server ended its only
        // connection.
        ClientBuilder builder =
                ClientBuilder.newBuilder().property("org.apache.cxf.transport.http.forceVersion", "1.1");
        return switch (this) {
            case DEFAULT -> builder;
            case POOL -> builder.executorService(daemons(8));
            case DIRECT -> builder.executorService(new DirectExecutorService());
        };
    }

    /** A fixed number of threads: further calls wait for them. */
    public static ExecutorService daemons(int threads) {
        return Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "application");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static final class DirectExecutorService extends AbstractExecutorService {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
