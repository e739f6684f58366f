// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.contract.Downstream;
import java.net.URI;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.bind.annotation.GetMapping;

/** A service with a client of Spring Cloud OpenFeign; nothing in it knows of Headerhop. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableAsync
@EnableFeignClients(clients = FeignService.Other.class)
class FeignService {
    @FeignClient(name = "other", url = "http://127.0.0.1")
    interface Other {
        @GetMapping
        String get(URI uri);
    }

    @Bean
    Clients clients(Other other) {
        return new Clients(
                Map.of("feign", path -> other.get(Downstream.instance().uri(path))));
    }

    @Bean
    Later later(Clients clients) {
        return new Later(clients);
    }

    @Bean
    Controller controller(Clients clients, Later later) {
        return new Controller(clients, later);
    }
}
