// SPDX-License-Identifier: Apache-2.0
package com.example.demo;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

@RestController
class GreetingController {
    private final RestClient client;

    GreetingController(RestClient.Builder builder, @Value("${called}") String called) {
        this.client = builder.baseUrl(called).build();
    }

    @GetMapping("/greeting/{name}")
    String greeting(@PathVariable String name) {
        return client.get().uri("/name/{name}", name).retrieve().body(String.class);
    }
}
