// SPDX-License-Identifier: Apache-2.0
package io.headerhop.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.headerhop.HeaderPropagation;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.contract.RawHttp;
import io.headerhop.httpclient.HeaderPropagationInterceptors;
import io.headerhop.servlet.HeaderPropagationFilter;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A gateway that copies all headers of a request, including stale ones; with the starter, and with beans instead. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class SpringCloudGatewayTest {
    @Parameter
    boolean starter;

    private static final Downstream DOWNSTREAM = Downstream.instance();
    private static final String PARENT = "000000000000000a";
    private static final String CHILD = "000000000000000b";

    private static ConfigurableApplicationContext gateway;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Gateway {}

    @Import(Gateway.class)
    static class WithBeans {
        @Bean
        HeaderPropagationFilter inbound() {
            return new HeaderPropagationFilter(HeaderPropagation.istio());
        }

        @Bean
        ClientHttpRequestFactoryBuilder<?> outbound() {
            return ClientHttpRequestFactoryBuilder.httpComponents()
                    .withHttpClientCustomizer(HeaderPropagationInterceptors::install);
        }
    }

    @BeforeParameterizedClassInvocation
    static void start(boolean starter) {
        String route = "--spring.cloud.gateway.server.webmvc.routes[0].";
        gateway = SpringApplication.run(
                starter ? Gateway.class : WithBeans.class,
                "--headerhop.enabled=" + starter,
                "--server.address=127.0.0.1",
                "--server.port=0",
                route + "id=all",
                route + "uri=" + DOWNSTREAM.uri("/"),
                route + "predicates[0]=Path=/**");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        gateway.close();
    }

    @Test
    void theStaleFormOfB3IsNotSentOn() throws Exception {
        String path = DOWNSTREAM.path("gateway");
        get(
                path,
                "x-request-id: " + Headers.requestId(1),
                "b3: " + Headers.TRACE_ID + "-" + PARENT + "-1",
                "x-b3-traceid: " + Headers.TRACE_ID,
                "x-b3-spanid: " + CHILD,
                "x-b3-parentspanid: " + PARENT,
                "x-b3-sampled: 1",
                "x-own: 1");
        assertThat(DOWNSTREAM.receivedOnce(path))
                .contains(
                        entry("x-request-id", Headers.requestId(1)),
                        entry("x-b3-traceid", Headers.TRACE_ID),
                        entry("x-b3-spanid", CHILD),
                        entry("x-b3-parentspanid", PARENT),
                        entry("x-b3-sampled", "1"),
                        entry("x-own", "1"))
                .doesNotContainKey("b3");
    }

    @Test
    void whatMeansNothingByItselfIsNotSentOn() throws Exception {
        String path = DOWNSTREAM.path("gateway");
        get(path, "tracestate: a=1", "x-b3-parentspanid:", "x-own: 1");
        Map<String, String> received = DOWNSTREAM.receivedOnce(path);
        assertThat(received).contains(entry("x-own", "1")).doesNotContainKeys("tracestate", "x-b3-parentspanid");
    }

    private static void get(String path, String... headers) throws Exception {
        String port = gateway.getEnvironment().getRequiredProperty("local.server.port");
        RawHttp.Answer answer = RawHttp.get(URI.create("http://127.0.0.1:" + port + path), headers);
        assertThat(answer.status()).isEqualTo(200);
    }
}
