// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Requests with their own ids through a real service, with each client and on each thread: none is mixed up. */
@ParameterizedClass
@ValueSource(strings = {"jdk", "http-components", "simple"})
class TrafficTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    private static ConfigurableApplicationContext service;

    @Parameter
    String factory;

    @BeforeParameterizedClassInvocation
    static void start(String factory) {
        service = Service.start(Service.with(factory));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        service.close();
    }

    static List<String> ways() {
        List<String> ways = new ArrayList<>();
        for (String thread : Service.THREADS) {
            for (String client : Service.CLIENTS) {
                ways.add(thread + "/" + client);
            }
        }
        return ways;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void everyCallHasTheIdOfItsRequest(String way) throws Exception {
        Traffic.send(service, way);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sync/rest-client", "async/rest-client", "sync/rest-template", "sync/exchange", "sync/web-client"
            })
    void aRedirectToAnUntrustedHostCarriesNothing(String way) throws Exception {
        String first = DOWNSTREAM.path("first");
        String untrusted = DOWNSTREAM.path("untrusted");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
        try (ConfigurableApplicationContext narrow = Service.start(narrowed(factory))) {
            assertThat(Service.get(narrow, "/" + way + "?path=" + first, Traffic.lines(1))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(DOWNSTREAM.receivedOnce(first)).containsEntry("x-request-id", Headers.requestId(1));
        assertThat(DOWNSTREAM.receivedOnce(untrusted)).doesNotContainKeys("x-request-id", "x-b3-traceid");
    }

    private static String[] narrowed(String factory) {
        String[] with = Service.with(factory);
        return new String[] {with[0], with[1], "headerhop.destinations=127.0.0.1"};
    }
}
