// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.spring.stock;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** Asks the first service back before it names a price. */
@RestController
class StockController {
    private static final Logger LOG = LoggerFactory.getLogger(StockController.class);

    private final AtomicInteger reservations = new AtomicInteger();
    private final RestClient orders;

    StockController(RestClient.Builder client, @Value("${orders.url}") String orders) {
        this.orders = client.baseUrl(orders).build();
    }

    @GetMapping("/left/{item}")
    int left(@PathVariable("item") String item) {
        return item.length();
    }

    @GetMapping("/prices/{item}")
    int price(@PathVariable("item") String item) {
        LOG.info("the price of {}", item);
        Integer discount =
                orders.get().uri("/discounts/{item}", item).retrieve().body(Integer.class);
        return 100 - Objects.requireNonNullElse(discount, 0);
    }

    @PostMapping("/reservations/{item}")
    String reserve(@PathVariable("item") String item) {
        LOG.info("reserved {}", item);
        return item + "-" + reservations.incrementAndGet();
    }
}
