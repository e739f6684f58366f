// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.spring;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.contract.RawHttp;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** A recurring task belongs to no request, even if a request started it. */
class RecurringTaskTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    /** Without annotations, or the service would find it in its other tests too. */
    @EnableScheduling
    @Import(Recurring.class)
    static class Scheduling {
        @Bean
        RouterFunction<ServerResponse> start(Recurring recurring) {
            return RouterFunctions.route()
                    .GET("/start", request -> {
                        recurring.start();
                        return ServerResponse.ok().build();
                    })
                    .build();
        }
    }

    static class Recurring {
        private final TaskScheduler scheduler;
        private final Calls calls;
        private final CountDownLatch byMethod = new CountDownLatch(2);
        private final CountDownLatch byRequest = new CountDownLatch(2);

        Recurring(TaskScheduler scheduler, Calls calls) {
            this.scheduler = scheduler;
            this.calls = calls;
        }

        @Scheduled(fixedDelay = 10)
        void tick() {
            calls.withRestClient("/by-method");
            byMethod.countDown();
        }

        /** Started lazily, within a request, as caches and pollers are; done after two runs. */
        void start() throws InterruptedException {
            ScheduledFuture<?> task = scheduler.scheduleAtFixedRate(
                    () -> {
                        calls.withRestClient("/by-request");
                        byRequest.countDown();
                    },
                    Duration.ofMillis(10));
            boolean ran = byRequest.await(20, TimeUnit.SECONDS);
            task.cancel(false);
            assertThat(ran).isTrue();
            calls.withRestClient("/request");
        }
    }

    @Test
    void runsWithNothingCurrentWhoeverScheduledIt() throws Exception {
        String upstream = DOWNSTREAM.path("recurring");
        try (ConfigurableApplicationContext service =
                SpringApplication.run(new Class<?>[] {SpringService.class, Scheduling.class}, new String[] {
                    "--server.address=127.0.0.1",
                    "--server.port=0",
                    "--spring.task.scheduling.pool.size=2",
                    "--upstream=" + DOWNSTREAM.uri(upstream)
                })) {
            String port = service.getEnvironment().getRequiredProperty("local.server.port");
            RawHttp.Answer answer = RawHttp.get(
                    URI.create("http://127.0.0.1:" + port + "/start"), "x-request-id: " + Headers.requestId(1));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(service.getBean(Recurring.class).byMethod.await(20, TimeUnit.SECONDS))
                    .isTrue();
        }

        assertThat(DOWNSTREAM.receivedOnce(upstream + "/request"))
                .contains(entry("x-request-id", Headers.requestId(1)));
        assertThat(List.of("/by-method", "/by-request")).allSatisfy(path -> {
            List<Map<String, String>> received = DOWNSTREAM.received(upstream + path);
            assertThat(received).hasSizeGreaterThanOrEqualTo(2);
            assertThat(received).allSatisfy(headers -> assertThat(headers).doesNotContainKey("x-request-id"));
        });
    }
}
