// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.contract.RawHttp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.context.ConfigurableApplicationContext;

/** Requests with their own ids, many at once and some without headers; the called service must get just those. */
final class Traffic {
    private static final int REQUESTS = 200;
    private static final int AT_ONCE = 16;
    private static final Downstream DOWNSTREAM = Downstream.instance();

    private Traffic() {}

    static void send(ConfigurableApplicationContext service, String way) throws Exception {
        String root = DOWNSTREAM.path(way);
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> requests = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                int number = i;
                requests.add(callers.submit(() -> call(service, way, root + "/" + number, number)));
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

    private static Void call(ConfigurableApplicationContext service, String way, String path, int number)
            throws Exception {
        String[] headers = isWithout(number) ? new String[] {} : lines(number);
        RawHttp.Answer answer = Service.get(service, "/" + way + "?path=" + path, headers);
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
