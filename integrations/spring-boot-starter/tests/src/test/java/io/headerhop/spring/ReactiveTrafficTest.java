// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The same through a WebFlux service on Reactor Netty, for each client that can be below a {@code WebClient}. */
@ParameterizedClass
@ValueSource(strings = {"jdk", "jetty", "http-components", "reactor"})
class ReactiveTrafficTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    @Parameter
    String client;

    private static ConfigurableApplicationContext service;

    @BeforeParameterizedClassInvocation
    static void start(String client) {
        List<String> properties = new ArrayList<>(List.of(Service.withConnector(client)));
        properties.addAll(List.of(Service.with(client)));
        properties.add("spring.main.web-application-type=reactive");
        properties.add("headerhop.destinations=127.0.0.1");
        service = Service.start(ReactiveService.class, properties.toArray(String[]::new));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        service.close();
    }

    static List<String> ways() {
        return ReactiveService.WAYS;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void everyCallHasTheIdOfItsRequest(String way) throws Exception {
        Traffic.send(service, way, Set.of(""));
    }

    @Test
    void aRedirectToAnUntrustedHostCarriesNothing() throws Exception {
        for (String way : ReactiveService.WAYS) {
            String first = DOWNSTREAM.path("first");
            String untrusted = DOWNSTREAM.path("untrusted");
            DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
            Service.get(service, "/" + way + "?uri=" + DOWNSTREAM.uri(first), Traffic.lines(1));
            assertThat(DOWNSTREAM.receivedOnce(first)).containsEntry("x-request-id", Headers.requestId(1));
            assertThat(DOWNSTREAM.received(untrusted))
                    .as(way)
                    .hasSize(1)
                    .allSatisfy(hop -> assertThat(hop).doesNotContainKeys("x-request-id", "x-b3-traceid"));
        }
    }
}
