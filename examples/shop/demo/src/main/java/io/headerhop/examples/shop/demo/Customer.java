package io.headerhop.examples.shop.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sends orders from outside of the mesh, one after the other; the last is the one that the bank is slow about. */
final class Customer {
    private static final List<String> GOOD = List.of("tea", "honey");
    private static final String SLOW = "espresso-machine";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** An order, with the time between which all came of it. */
    record Order(String product, Instant start, Instant end, int status) {}

    List<Order> send(URI storefront, int requests) throws IOException, InterruptedException {
        List<Order> orders = new ArrayList<>();
        for (int i = 1; i < requests; i++) {
            orders.add(send(storefront, GOOD.get(i % GOOD.size())));
        }
        orders.add(send(storefront, SLOW));
        return orders;
    }

    private Order send(URI storefront, String product) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(storefront.resolve("/buy/" + product))
                .timeout(Duration.ofSeconds(20))
                .build();
        Instant start = Instant.now();
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        return new Order(product, start, Instant.now(), status);
    }
}
