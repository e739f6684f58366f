// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.contract.Headers;
import io.headerhop.contract.RawHttp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.context.ConfigurableApplicationContext;

/** Requests with their own ids, many at once and some without headers; the called service must get just those. */
final class Traffic {
    private static final int REQUESTS = 200;
    private static final int AT_ONCE = 16;
    private static final CalledService CALLED = CalledService.instance();

    private Traffic() {}

    /** @param calls the names of the calls that each request triggers, which are the ends of their paths */
    static void send(ConfigurableApplicationContext service, String way, Set<String> calls) throws Exception {
        CALLED.drain();
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> requests = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                int number = i;
                requests.add(callers.submit(() -> call(service, way, number)));
            }
            for (Future<?> request : requests) {
                request.get();
            }
        } finally {
            callers.shutdown();
        }
        Map<String, List<Map<String, String>>> expected = new HashMap<>();
        for (int i = 0; i < REQUESTS; i++) {
            for (String call : calls) {
                expected.put("/" + i + call, List.of(isWithout(i) ? Map.of() : headers(i)));
            }
        }
        Map<String, List<Map<String, String>>> received = CALLED.drain();
        received.values().forEach(all -> all.forEach(headers -> headers.keySet().removeIf(Traffic::isNotCarried)));
        assertThat(received).containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(CapturedHeaders.current().isEmpty()).isTrue();
    }

    private static boolean isNotCarried(String name) {
        return !name.startsWith("x-");
    }

    private static Void call(ConfigurableApplicationContext service, String way, int number) throws Exception {
        String[] headers = isWithout(number) ? new String[] {} : lines(number);
        RawHttp.Answer answer = Service.get(service, "/" + way + "?uri=" + CALLED.uri("/" + number), headers);
        assertThat(answer.body()).as("answer with status %s", answer.status()).isEqualTo("ok");
        return null;
    }

    private static boolean isWithout(int number) {
        return number % 5 == 3;
    }

    private static Map<String, String> headers(int number) {
        return Map.of("x-request-id", Headers.requestId(number), "x-b3-traceid", "%032x".formatted(number + 1));
    }

    static String[] lines(int number) {
        List<String> lines = new ArrayList<>();
        headers(number).forEach((name, value) -> lines.add(name + ": " + value));
        return lines.toArray(String[]::new);
    }
}
