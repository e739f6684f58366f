// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Requests with their own ids through a real service, with each client and on each thread: none is mixed up. */
@ParameterizedClass
@ValueSource(strings = {"jdk", "http-components", "simple"})
class TrafficTest {
    private static final int REQUESTS = 200;
    private static final int AT_ONCE = 16;
    private static final Downstream DOWNSTREAM = Downstream.instance();

    private static ConfigurableApplicationContext service;

    @Parameter
    String factory;

    @BeforeParameterizedClassInvocation
    static void start(String factory) {
        service = Service.start(Service.with(factory));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        service.close();
    }

    static List<String> ways() {
        List<String> ways = new ArrayList<>();
        for (String thread : Service.THREADS) {
            for (String client : Service.CLIENTS) {
                ways.add(thread + "/" + client);
            }
        }
        return ways;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void everyCallHasTheIdOfItsRequest(String way) throws Exception {
        String root = DOWNSTREAM.path(way);
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> requests = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                int number = i;
                requests.add(callers.submit(() -> call(way, root + "/" + number, number)));
            }
            for (Future<?> request : requests) {
                request.get();
            }
        } finally {
            callers.shutdown();
        }
        for (int i = 0; i < REQUESTS; i++) {
            Map<String, String> received = DOWNSTREAM.receivedOnce(root + "/" + i);
            received.keySet().removeIf(name -> !name.startsWith("x-"));
            assertThat(received).as("request %s", i).isEqualTo(isWithout(i) ? Map.of() : headers(i));
        }
        assertThat(CapturedHeaders.current().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync/rest-client", "async/rest-client", "sync/rest-template", "sync/exchange"})
    void aRedirectToAnUntrustedHostCarriesNothing(String way) throws Exception {
        String first = DOWNSTREAM.path("first");
        String untrusted = DOWNSTREAM.path("untrusted");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
        try (ConfigurableApplicationContext narrow = Service.start(narrowed(factory))) {
            assertThat(Service.get(narrow, "/" + way + "?path=" + first, lines(1))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(DOWNSTREAM.receivedOnce(first)).containsEntry("x-request-id", Headers.requestId(1));
        assertThat(DOWNSTREAM.receivedOnce(untrusted)).doesNotContainKeys("x-request-id", "x-b3-traceid");
    }

    private static String[] narrowed(String factory) {
        String[] with = Service.with(factory);
        return new String[] {with[0], with[1], "headerhop.destinations=127.0.0.1"};
    }

    private static Void call(String way, String path, int number) throws Exception {
        String[] headers = isWithout(number) ? new String[] {} : lines(number);
        assertThat(Service.get(service, "/" + way + "?path=" + path, headers).body())
                .isEqualTo("ok");
        return null;
    }

    private static boolean isWithout(int number) {
        return number % 5 == 3;
    }

    private static Map<String, String> headers(int number) {
        return Map.of("x-request-id", Headers.requestId(number), "x-b3-traceid", "%032x".formatted(number + 1));
    }

    private static String[] lines(int number) {
        List<String> lines = new ArrayList<>();
        headers(number).forEach((name, value) -> lines.add(name + ": " + value));
        return lines.toArray(String[]::new);
    }
}
