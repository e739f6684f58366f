// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.quarkus;

import io.headerhop.servers.Headers;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Work that a request happens to start, and that goes on when the request is over. */
@Path("/recurring")
@ApplicationScoped
public class Recurring {
    private final BlockingQueue<String> found = new ArrayBlockingQueue<>(1);
    private volatile CountDownLatch over = new CountDownLatch(0);

    @Inject
    Vertx vertx;

    @GET
    @Path("timer")
    public String timer() {
        over = new CountDownLatch(1);
        vertx.setPeriodic(5, timer -> {
            if (over.getCount() == 0 && found.offer(Headers.current())) {
                vertx.cancelTimer(timer);
            }
        });
        return "started";
    }

    @GET
    @Path("scheduler")
    public String scheduler() {
        over = new CountDownLatch(1);
        ScheduledFuture<?>[] task = new ScheduledFuture<?>[1];
        task[0] = Infrastructure.getDefaultWorkerPool()
                .scheduleAtFixedRate(
                        () -> {
                            if (over.getCount() == 0 && found.offer(Headers.current())) {
                                task[0].cancel(false);
                            }
                        },
                        5,
                        5,
                        TimeUnit.MILLISECONDS);
        return "started";
    }

    /** What it finds in a run that begins after this request has come. */
    @GET
    @Path("found")
    public String found() throws InterruptedException {
        over.countDown();
        return String.valueOf(found.poll(20, TimeUnit.SECONDS));
    }
}
