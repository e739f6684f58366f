// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.spring.stock;

import io.headerhop.examples.spring.logs.RequestIdInLogs;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** Knows what there is, and what it costs. */
@SpringBootApplication
@Import(RequestIdInLogs.class)
public class StockService {
    public static void main(String[] arguments) {
        SpringApplication.run(StockService.class, arguments);
    }
}
