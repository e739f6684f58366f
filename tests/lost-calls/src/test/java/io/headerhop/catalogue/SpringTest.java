// SPDX-License-Identifier: Apache-2.0
package io.headerhop.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.LostCall;
import io.headerhop.PropagationStatus;
import io.headerhop.contract.Headers;
import io.headerhop.contract.RawHttp;
import io.headerhop.servlet.HeaderPropagationFilter;
import io.headerhop.spi.SomeClient;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationShutdownHandlers;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** A Spring Boot service with the filter but without the starter, then with the starter. */
class SpringTest {
    private static final AtomicReference<SomeClient> CALL = new AtomicReference<>();
    private static final AtomicReference<SomeClient> SCHEDULED = new AtomicReference<>();

    private static ConfigurableApplicationContext bare;
    private static ConfigurableApplicationContext withFilter;
    private static ConfigurableApplicationContext withStarter;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableAsync(proxyTargetClass = true)
    @EnableScheduling
    static class Service {
        @Bean
        @Profile("filter")
        FilterRegistrationBean<HeaderPropagationFilter> filter() {
            FilterRegistrationBean<HeaderPropagationFilter> filter =
                    new FilterRegistrationBean<>(new HeaderPropagationFilter());
            filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
            filter.setAsyncSupported(true);
            return filter;
        }

        @Bean
        WebClient.Builder webClients() {
            return WebClient.builder();
        }

        @Bean
        Later later() {
            return new Later();
        }

        @Bean
        Controller controller(Later later) {
            return new Controller(later);
        }
    }

    static class Later {
        @Async
        public CompletableFuture<String> call() {
            SomeClient call = CALL.get();
            return CompletableFuture.completedFuture(call.make());
        }

        @Scheduled(fixedDelay = 50)
        public void recurring() {
            SomeClient call = SCHEDULED.getAndSet(null);
            if (call != null) {
                call.make();
            }
        }
    }

    @RestController
    static class Controller {
        private final Later later;

        Controller(Later later) {
            this.later = later;
        }

        @GetMapping("/async")
        CompletableFuture<String> async() {
            return later.call();
        }

        @GetMapping("/callable")
        Callable<String> callable() {
            SomeClient call = CALL.get();
            return () -> call.make();
        }

        @GetMapping("/mono")
        Mono<String> mono() {
            SomeClient call = CALL.get();
            return Mono.just("").map(text -> call.make());
        }
    }

    @BeforeAll
    static void start() {
        bare = start("bare", false);
        withFilter = start("filter", false);
        withStarter = start("starter", true);
    }

    private static ConfigurableApplicationContext start(String profile, boolean starter) {
        return SpringApplication.run(
                Service.class,
                "--spring.profiles.active=" + profile,
                "--headerhop.enabled=" + starter,
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--spring.main.banner-mode=off");
    }

    @AfterAll
    static void stop() {
        bare.close();
        withFilter.close();
        withStarter.close();
    }

    private static SomeClient.Code get(ConfigurableApplicationContext service, String path) {
        return call -> {
            CALL.set(call);
            String port = service.getEnvironment().getRequiredProperty("local.server.port");
            assertThat(RawHttp.get(
                                    URI.create("http://127.0.0.1:" + port + path),
                                    "x-request-id: " + Headers.requestId(1))
                            .status())
                    .isEqualTo(200);
        };
    }

    @Test
    void anAsyncMethod() throws Exception {
        LostCall lost = Said.ofCallOutsideOfRequestsBy(get(withFilter, "/async"));
        assertThat(lost.line()).contains("SpringTest$Later.call(");
        assertThat(lost.cause()).startsWith("an @Async method");
        assertThat(lost.fix()).contains("headerhop-spring-boot-starter", "TaskDecorator");
        assertThat(SomeClient.lostBy(get(withStarter, "/async"))).isEmpty();
    }

    @Test
    void aCallable() throws Exception {
        LostCall lost = Said.ofCallOutsideOfRequestsBy(get(withFilter, "/callable"));
        assertThat(lost.cause()).startsWith("a Callable or StreamingResponseBody");
        assertThat(lost.fix()).contains("headerhop-spring-boot-starter", "wrapCallable(callable)");
        assertThat(SomeClient.lostBy(get(withStarter, "/callable"))).isEmpty();
    }

    /** Spring subscribes to it on the server's thread. */
    @Test
    void aMonoWithoutTheFilter() throws Exception {
        LostCall lost = Said.ofCallOutsideOfRequestsBy(get(bare, "/mono"));
        assertThat(lost.cause()).startsWith("the server's own thread");
        assertThat(SomeClient.lostBy(get(withFilter, "/mono"))).isEmpty();
    }

    /** Which writes its requests on a thread of its own, where no line of the application is on the stack. */
    @Test
    void aCallOfWebClient() throws Exception {
        WebClient client = withStarter
                .getBean(WebClient.Builder.class)
                .baseUrl("http://localhost:1")
                .build();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            LostCall lost = pool.submit(() -> lostBy(client)).get(20, TimeUnit.SECONDS);
            assertThat(lost.line()).contains("SpringTest.lostBy(SpringTest.java:");
            assertThat(lost.host()).isEqualTo("localhost");
            assertThat(lost.cause()).startsWith("a pool");
        } finally {
            pool.shutdownNow();
        }
    }

    private static LostCall lostBy(WebClient client) {
        Headers.ofRequest(1);
        while (!Thread.currentThread().isInterrupted()) {
            // Again, if so soon after another one nobody looks where it was lost. Nobody listens there.
            client.get().retrieve().toBodilessEntity().onErrorComplete().block();
            Optional<LostCall> lost = PropagationStatus.now().lostCalls().stream()
                    .filter(call -> call.client().equals("WebClient"))
                    .findFirst();
            if (lost.isPresent()) {
                return lost.get();
            }
        }
        throw new AssertionError();
    }

    /** From a scheduled method, say. */
    @Test
    void anAsyncMethodThatNoRequestCallsIsNoFault() throws Exception {
        LostCall lost = Said.ofNoFaultOutsideOfRequestsBy(call -> {
            CALL.set(call);
            withStarter.getBean(Later.class).call();
        });
        assertThat(lost.cause()).isEqualTo("the task was handed over where nothing was current");
    }

    @Test
    void aScheduledMethodIsNoFault() throws Exception {
        LostCall lost = Said.ofNoFaultOutsideOfRequestsBy(SCHEDULED::set);
        assertThat(lost.cause()).isEqualTo("a recurring task, which belongs to no request");
    }

    /** Boot's own hook, though not of this JVM, which goes on. */
    @Test
    void theStopOfAnApplicationIsNoFault() throws Exception {
        Constructor<?> constructor = Class.forName("org.springframework.boot.SpringApplicationShutdownHook")
                .getDeclaredConstructor();
        constructor.setAccessible(true);
        Runnable hook = (Runnable) constructor.newInstance();
        Method handlers = hook.getClass().getDeclaredMethod("getHandlers");
        handlers.setAccessible(true);
        LostCall lost = Said.ofNoFaultBy(call -> {
            ((SpringApplicationShutdownHandlers) handlers.invoke(hook)).add(() -> call.make());
            new Thread(hook).start();
        });
        assertThat(lost.cause()).startsWith("the start or the stop of the application");
    }
}
