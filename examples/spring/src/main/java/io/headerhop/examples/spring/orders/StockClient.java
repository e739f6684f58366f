// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.spring.orders;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Made by Feign. */
@FeignClient(name = "stock", url = "${stock.url}")
interface StockClient {
    @PostMapping("/reservations/{item}")
    String reserve(@PathVariable("item") String item);
}
