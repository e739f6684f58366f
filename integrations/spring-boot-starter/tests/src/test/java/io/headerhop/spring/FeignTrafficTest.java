// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The same with Spring Cloud OpenFeign. */
class FeignTrafficTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        service = Service.start(FeignService.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync/feign", "async/feign", "callable/feign"})
    void everyCallHasTheIdOfItsRequest(String way) throws Exception {
        Traffic.send(service, way);
    }

    @Test
    void aRedirectToAnUntrustedHostCarriesNothing() throws Exception {
        String first = DOWNSTREAM.path("first");
        String untrusted = DOWNSTREAM.path("untrusted");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
        try (ConfigurableApplicationContext narrow =
                Service.start(FeignService.class, "headerhop.destinations=127.0.0.1")) {
            Service.get(narrow, "/sync/feign?path=" + first, Traffic.lines(1));
        }
        assertThat(DOWNSTREAM.receivedOnce(first)).containsEntry("x-request-id", Headers.requestId(1));
        assertThat(DOWNSTREAM.receivedOnce(untrusted)).doesNotContainKeys("x-request-id", "x-b3-traceid");
    }
}
