// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableAsync;

/** A service that calls another one, given by {@code --upstream=URL}, in every way Spring offers. */
@SpringBootApplication
@EnableAsync
public class SpringService {
    /** Starts the service: {@code SpringService --server.port=PORT --upstream=URL}. */
    public static void main(String[] arguments) {
        SpringApplication.run(SpringService.class, arguments);
    }
}
