// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.spring.orders;

import io.headerhop.examples.spring.logs.RequestIdInLogs;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableAsync;

/** Takes orders. */
@SpringBootApplication
@EnableAsync
@EnableFeignClients
@Import(RequestIdInLogs.class)
public class OrdersService {
    public static void main(String[] arguments) {
        SpringApplication.run(OrdersService.class, arguments);
    }
}
