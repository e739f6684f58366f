// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import static org.assertj.core.api.Assertions.assertThat;

import feign.Client;
import feign.okhttp.OkHttpClient;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Requests with their own ids through a real service, with each client on each thread: none is mixed up. Run twice, on
 * Tomcat and on Jetty.
 */
@ParameterizedClass
@MethodSource("setups")
class TrafficTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    @Parameter
    Setup setup;

    private static ConfigurableApplicationContext service;

    /** Which client is below those of Spring. */
    enum Setup {
        JDK("jdk", "jdk", "Default", NO_HC5),
        JETTY("jetty", "jetty", "Default", NO_HC5),
        HTTP_COMPONENTS("http-components", "http-components", "ApacheHttp5Client"),
        REACTOR("reactor", "reactor", "OkHttpClient", NO_HC5, OK_HTTP),
        SIMPLE("simple", "reactor", "ApacheHttp5Client"),
        /** From Java 21 on. */
        VIRTUAL_THREADS("jdk", "reactor", "OkHttpClient", NO_HC5, OK_HTTP, "spring.threads.virtual.enabled=true");

        private final String feign;
        private final List<String> properties = new ArrayList<>();

        Setup(String factory, String connector, String feign, String... more) {
            this.feign = feign;
            properties.addAll(List.of(Service.with(factory)));
            properties.addAll(List.of(Service.withConnector(connector)));
            properties.addAll(List.of(more));
        }
    }

    private static final String NO_HC5 = "spring.cloud.openfeign.httpclient.hc5.enabled=false";
    private static final String OK_HTTP = "feign.with=okhttp";

    @Configuration(proxyBeanMethods = false)
    @Import(Service.class)
    @EnableFeignClients(clients = OtherService.class)
    static class WithFeign {
        @Bean
        @ConditionalOnProperty(name = "feign.with", havingValue = "okhttp")
        Client okHttp() {
            return new OkHttpClient();
        }
    }

    @BeforeParameterizedClassInvocation
    static void start(Setup setup) {
        List<String> properties = new ArrayList<>(setup.properties);
        // For the redirects: the same server is untrusted by its other name.
        properties.add("headerhop.destinations=127.0.0.1");
        service = Service.start(WithFeign.class, properties.toArray(String[]::new));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        service.close();
    }

    static List<Setup> setups() {
        List<Setup> setups = new ArrayList<>(List.of(Setup.values()));
        if (Runtime.version().feature() < 21) {
            setups.remove(Setup.VIRTUAL_THREADS);
        }
        return setups;
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "async", "callable", "mono"})
    void everyCallHasTheIdOfItsRequest(String thread) throws Exception {
        Set<String> paths = clients().stream().map(client -> "/" + client).collect(Collectors.toSet());
        Traffic.send(service, thread + "/" + Clients.ALL, paths);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deferred/rest-client", "streaming/rest-client", "deferred/feign", "streaming/web-client"})
    void aCallOfAnAsynchronousAnswerHasTheIdOfItsRequest(String way) throws Exception {
        Traffic.send(service, way, Set.of(""));
    }

    private static Set<String> clients() {
        return service.getBean(Clients.class).byName().keySet();
    }

    @Test
    void theServiceHasTheClientThatItWasToldToHave() {
        assertThat(service.getBean(Installed.class).toString())
                .containsIgnoringCase(
                        setup.properties.get(0).replaceAll(".*=", "").replace("-", "") + ")");
        assertThat(Arrays.stream(service.getBeanNamesForType(Client.class))
                        .map(name -> service.getBean(name).getClass().getSimpleName())
                        .findFirst()
                        .orElse("Default"))
                .isEqualTo(setup.feign);
    }

    @Test
    void aRedirectToAnUntrustedHostCarriesNothing() throws Exception {
        Set<String> clients = new TreeSet<>(clients());
        // Their client follows by itself, as the page says.
        clients.removeAll(Set.of("own-factory", "own-template"));
        for (String client : clients) {
            for (String thread : List.of("sync", "async")) {
                String first = DOWNSTREAM.path("first");
                String untrusted = DOWNSTREAM.path("untrusted");
                DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
                String uri = "/" + thread + "/" + client + "?uri=" + DOWNSTREAM.uri(first);
                assertThat(Service.get(service, uri, Traffic.lines(1)).status())
                        .as(client)
                        .isEqualTo(200);
                assertThat(DOWNSTREAM.receivedOnce(first))
                        .as(client)
                        .containsEntry("x-request-id", Headers.requestId(1));
                assertThat(DOWNSTREAM.received(untrusted))
                        .as(client)
                        .hasSize(1)
                        .allSatisfy(hop -> assertThat(hop).doesNotContainKeys("x-request-id", "x-b3-traceid"));
            }
        }
    }
}
