// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Requests with their own ids through a real service, with each client and on each thread: none is mixed up. Run twice,
 * on Tomcat and on Jetty.
 */
class TrafficTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();
    private static final Map<String, ConfigurableApplicationContext> SERVICES = new TreeMap<>();

    /** One for each client that Spring Boot's builder can be told to use. */
    private static ConfigurableApplicationContext service(String factory, String... more) {
        List<String> properties = new ArrayList<>(List.of(Service.with(factory)));
        properties.addAll(List.of(more));
        return SERVICES.computeIfAbsent(properties.toString(), key -> Service.start(properties.toArray(String[]::new)));
    }

    @AfterAll
    static void stop() {
        SERVICES.values().forEach(ConfigurableApplicationContext::close);
        SERVICES.clear();
    }

    static List<Arguments> ways() {
        List<Arguments> ways = new ArrayList<>();
        for (String thread : Service.THREADS) {
            for (String client : Service.CLIENTS) {
                ways.add(Arguments.of("jdk", thread + "/" + client));
            }
            for (String factory : List.of("http-components", "simple")) {
                ways.add(Arguments.of(factory, thread + "/rest-client"));
            }
        }
        for (String factory : List.of("http-components", "simple")) {
            for (String client : List.of("rest-template", "rest-template-builder", "exchange")) {
                ways.add(Arguments.of(factory, "sync/" + client));
            }
        }
        return ways;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void everyCallHasTheIdOfItsRequest(String factory, String way) throws Exception {
        Traffic.send(service(factory), way);
    }

    @ParameterizedTest
    @CsvSource({
        "jdk, sync/rest-client",
        "jdk, async/rest-client",
        "jdk, sync/rest-template",
        "jdk, sync/rest-template-builder",
        "jdk, sync/exchange",
        "jdk, sync/web-client",
        "http-components, sync/rest-client",
        "http-components, sync/rest-template",
        "simple, sync/rest-client",
        "simple, sync/rest-template",
    })
    void aRedirectToAnUntrustedHostCarriesNothing(String factory, String way) throws Exception {
        String first = DOWNSTREAM.path("first");
        String untrusted = DOWNSTREAM.path("untrusted");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
        ConfigurableApplicationContext service = service(factory, "headerhop.destinations=127.0.0.1");
        assertThat(Service.get(service, "/" + way + "?path=" + first, Traffic.lines(1))
                        .status())
                .isEqualTo(200);
        assertThat(DOWNSTREAM.receivedOnce(first)).containsEntry("x-request-id", Headers.requestId(1));
        assertThat(DOWNSTREAM.receivedOnce(untrusted)).doesNotContainKeys("x-request-id", "x-b3-traceid");
    }
}
