// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.spring.orders;

import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Service;

/** Reserves an item on a thread of Spring's pool. */
@Service
class Reservations {
    private static final Logger LOG = LoggerFactory.getLogger(Reservations.class);

    private final StockClient stock;

    Reservations(StockClient stock) {
        this.stock = stock;
    }

    @Async
    CompletableFuture<String> reserve(String item) {
        LOG.info("reserving {}", item);
        return CompletableFuture.completedFuture(stock.reserve(item));
    }
}
