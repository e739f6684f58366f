// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many requests at once, each with an id of its own, and after every second one a request without any. */
final class Requests {
    private static final int WITH_ID = 200;
    private static final int AT_ONCE = 16;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final String server;

    Requests(String server) {
        this.server = server;
    }

    /** What became of them, such as {@code {right=200, without=100}}; an example of each kind of failure. */
    String sendTo(String path) throws InterruptedException {
        return sendTo(path, AT_ONCE);
    }

    String sendOneByOneTo(String path) throws InterruptedException {
        return sendTo(path, 1);
    }

    private String sendTo(String path, int atOnce) throws InterruptedException {
        ExecutorService callers = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<String>> outcomes = new ArrayList<>();
            for (int i = 0; i < WITH_ID; i++) {
                String id = path.substring(1) + "-" + i;
                outcomes.add(callers.submit(() -> outcome(path, id)));
                if (i % 2 == 1) {
                    outcomes.add(callers.submit(() -> outcome(path, null)));
                }
            }
            TreeMap<String, Integer> counts = new TreeMap<>();
            for (Future<String> outcome : outcomes) {
                counts.merge(get(outcome), 1, Integer::sum);
            }
            return counts.toString();
        } finally {
            callers.shutdownNow();
        }
    }

    private static String get(Future<String> outcome) throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            return e.getCause().getClass().getSimpleName();
        }
    }

    private String outcome(String path, String id) throws Exception {
        HttpResponse<String> response = send(path, id);
        if (response.statusCode() != 200) {
            return "status " + response.statusCode();
        }
        String found = response.body();
        if (id == null) {
            return found.equals("nothing") ? "without" : "foreign to a request without";
        }
        return found.equals(id) ? "right" : found.equals("nothing") ? "missing" : "foreign";
    }

    String get(String path) throws Exception {
        return get(path, "nothing");
    }

    /** @param id "nothing" for a request without one */
    String get(String path, String id) throws Exception {
        return send(path, id.equals("nothing") ? null : id).body();
    }

    int status(String path) throws Exception {
        return send(path, "one").statusCode();
    }

    /** The status, and what the page begins with. */
    String statusPage(String key) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/headerhop"))
                .timeout(Duration.ofSeconds(30))
                .header("x-status-key", key)
                .header("accept", "application/json")
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + (response.body().startsWith("{\"adapters\":[") ? " the page" : "");
    }

    private HttpResponse<String> send(String path, String id) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + path)).timeout(Duration.ofSeconds(30));
        if (id != null) {
            request.header("x-request-id", id);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
