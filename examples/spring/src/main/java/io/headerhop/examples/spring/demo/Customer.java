// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.spring.demo;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Orders items with the headers that a sidecar would send, or with none. */
final class Customer {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Services services;

    Customer(Services services) {
        this.services = services;
    }

    /** An order, with the headers that it was sent with. */
    record Order(String item, Map<String, String> headers, int status, String answer) {}

    static Map<String, String> headers(int number) {
        return new TreeMap<>(Map.of(
                "x-request-id", "7b2f1c9e-3d44-4a6b-9f0e-%012x".formatted(number),
                "x-b3-traceid", "80f198ee56343ba864fe8b2a%08x".formatted(number),
                "x-b3-spanid", "e457b5a2%08x".formatted(number),
                "x-b3-sampled", "1",
                "x-tenant-id", number % 2 == 0 ? "green" : "blue"));
    }

    Order order(String item, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(services.order(item))
                .POST(HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Order(item, headers, answer.statusCode(), answer.body());
    }

    /** What the services received that did not have exactly the order's headers. */
    List<Received.Request> wrong(Order order) {
        return services.received().of(order.item()).stream()
                .filter(request -> !carried(request).equals(order.headers()))
                .toList();
    }

    private static Map<String, String> carried(Received.Request request) {
        Map<String, String> carried = new TreeMap<>(request.headers());
        carried.keySet().removeIf(name -> !name.startsWith("x-"));
        return carried;
    }
}
