// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.spring;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers each request with the other service's response. */
@RestController
class RelayController {
    private final Calls calls;

    RelayController(Calls calls) {
        this.calls = calls;
    }

    @GetMapping("/rest-client")
    @Nullable String restClient() {
        return calls.withRestClient("/rest-client");
    }

    @GetMapping("/rest-template")
    @Nullable String restTemplate() {
        return calls.withRestTemplate("/rest-template");
    }

    @GetMapping("/async")
    CompletableFuture<@Nullable String> async() {
        return calls.async("/async");
    }

    @GetMapping("/pool")
    CompletableFuture<@Nullable String> pool() {
        return calls.inAPool("/pool");
    }
}
