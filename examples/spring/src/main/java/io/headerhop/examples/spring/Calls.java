// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.spring;

import io.headerhop.CapturedHeaders;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Service;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.util.DefaultUriBuilderFactory;

/** The calls to the other service, with each client and from other threads. None of this code uses Headerhop. */
@Service
class Calls {
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private final ExecutorService pool = CapturedHeaders.propagating(Executors.newFixedThreadPool(1));
    private final RestClient client;
    private final RestTemplate template;

    Calls(
            RestClient.Builder client,
            ClientHttpRequestFactoryBuilder<?> requests,
            @Value("${upstream}") String upstream) {
        this.client = client.baseUrl(upstream).build();
        template = new RestTemplate(requests.build());
        template.setUriTemplateHandler(new DefaultUriBuilderFactory(upstream));
    }

    @Nullable String withRestClient(String path) {
        LOG.info("calling {}", path);
        return client.get().uri(path).retrieve().body(String.class);
    }

    @Nullable String withRestTemplate(String path) {
        return template.getForObject(path, String.class);
    }

    /** On a thread of Spring's pool. */
    @Async
    CompletableFuture<@Nullable String> async(String path) {
        return CompletableFuture.completedFuture(withRestClient(path));
    }

    /** On a thread of a pool that Spring does not manage. */
    CompletableFuture<@Nullable String> inAPool(String path) {
        return CompletableFuture.supplyAsync(() -> withRestClient(path), pool);
    }

    @PreDestroy
    void close() {
        pool.shutdown();
    }
}
