// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.spring.orders;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/** Asks the stock for an item with three clients. */
@RestController
class OrderController {
    private static final Logger LOG = LoggerFactory.getLogger(OrderController.class);

    private final RestClient rest;
    private final WebClient web;
    private final Reservations reservations;

    OrderController(
            RestClient.Builder rest,
            WebClient.Builder web,
            Reservations reservations,
            @Value("${stock.url}") String stock) {
        this.rest = rest.baseUrl(stock).build();
        this.web = web.baseUrl(stock).build();
        this.reservations = reservations;
    }

    @PostMapping("/orders/{item}")
    CompletableFuture<String> order(@PathVariable("item") String item) {
        LOG.info("an order of {}", item);
        CompletableFuture<String> reservation = reservations.reserve(item);
        String left = rest.get().uri("/left/{item}", item).retrieve().body(String.class);
        String price = web.get()
                .uri("/prices/{item}", item)
                .retrieve()
                .bodyToMono(String.class)
                .timeout(Duration.ofSeconds(10))
                .block();
        return reservation.thenApply(number -> item + " for " + price + ", " + left + " left, reservation " + number);
    }

    /** The stock asks for it to make a price. */
    @GetMapping("/discounts/{item}")
    int discount(@PathVariable("item") String item) {
        return item.equals("tea") ? 10 : 0;
    }
}
