// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** 200 requests, 16 at once, each with ids of its own, every fifth with none. */
final class Traffic {
    static final int REQUESTS = 200;
    private static final int AT_ONCE = 16;

    private Traffic() {}

    /** Says what is wrong about the calls that the service has made; empty if nothing is. */
    static List<String> through(ProgramWithAgent program, Called called, String server, String client)
            throws Exception {
        ExecutorService users = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<List<String>>> all = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                boolean withHeaders = i % 5 != 0;
                all.add(users.submit(() -> one(program, called, server, client, withHeaders)));
            }
            List<String> wrong = new ArrayList<>();
            for (Future<List<String>> one : all) {
                wrong.addAll(one.get(60, TimeUnit.SECONDS));
            }
            return wrong;
        } finally {
            users.shutdownNow();
        }
    }

    private static List<String> one(
            ProgramWithAgent program, Called called, String server, String client, boolean withHeaders) {
        String path = called.newPath();
        String id = UUID.randomUUID().toString();
        String trace = UUID.randomUUID().toString().replace("-", "");
        Map<String, String> sent = withHeaders
                ? Map.of(
                        "x-request-id",
                        id,
                        "x-canary",
                        "canary-" + id,
                        "x-b3-traceid",
                        trace,
                        "x-b3-spanid",
                        trace.substring(0, 16),
                        "x-b3-parentspanid",
                        trace.substring(16),
                        "x-b3-sampled",
                        "0")
                : Map.of();
        List<String> lines = sent.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue())
                .toList();
        int status = program.ask(server, client, called.url(path), lines);
        List<String> wrong = new ArrayList<>();
        List<Map<String, List<String>>> received = called.received(path);
        if (status != 200 || received.isEmpty()) {
            wrong.add("status " + status + ", " + received.size() + " calls");
        }
        for (Map<String, List<String>> call : received) {
            call.keySet()
                    .removeIf(name -> !name.toLowerCase(java.util.Locale.ROOT)
                            .matches("x-request-id|x-canary|x-b3-.*|b3|traceparent|tracestate|baggage"));
            for (String name : sent.keySet()) {
                if (!List.of(sent.get(name)).equals(call.remove(name))) {
                    wrong.add(name + " missing or wrong");
                }
            }
            if (!call.isEmpty()) {
                wrong.add("not from this request: " + call);
            }
        }
        return wrong;
    }
}
