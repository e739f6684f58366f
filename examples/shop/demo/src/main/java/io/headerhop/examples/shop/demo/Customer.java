// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo;

import io.headerhop.support.Http;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sends orders from outside the mesh, one after the other; the bank is slow to charge the last one. */
final class Customer {
    private static final List<String> GOOD = List.of("tea", "honey");
    private static final String SLOW = "espresso-machine";

    private Customer() {}

    /** An order, with the times before and after all of its requests. */
    record Order(String product, Instant start, Instant end, int status) {}

    static List<Order> send(URI storefront, int requests) throws IOException {
        List<Order> orders = new ArrayList<>();
        for (int i = 1; i < requests; i++) {
            orders.add(send(storefront, GOOD.get(i % GOOD.size())));
        }
        orders.add(send(storefront, SLOW));
        return orders;
    }

    private static Order send(URI storefront, String product) throws IOException {
        Instant start = Instant.now();
        int status = Http.get(storefront.resolve("/buy/" + product)).statusCode();
        return new Order(product, start, Instant.now(), status);
    }
}
