// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The same through a WebFlux service on Reactor Netty. */
class ReactiveTrafficTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        service = Service.start(ReactiveService.class, "spring.main.web-application-type=reactive");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static List<String> ways() {
        return ReactiveService.WAYS;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void everyCallHasTheIdOfItsRequest(String way) throws Exception {
        Traffic.send(service, way);
    }

    @Test
    void aRedirectToAnUntrustedHostCarriesNothing() throws Exception {
        String first = DOWNSTREAM.path("first");
        String untrusted = DOWNSTREAM.path("untrusted");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
        try (ConfigurableApplicationContext narrow = Service.start(
                ReactiveService.class,
                "spring.main.web-application-type=reactive",
                "headerhop.destinations=127.0.0.1")) {
            Service.get(narrow, "/direct?path=" + first, Traffic.lines(1));
        }
        assertThat(DOWNSTREAM.receivedOnce(first)).containsEntry("x-request-id", Headers.requestId(1));
        assertThat(DOWNSTREAM.received(untrusted))
                .hasSize(1)
                .allSatisfy(hop -> assertThat(hop).doesNotContainKeys("x-request-id", "x-b3-traceid"));
    }
}
