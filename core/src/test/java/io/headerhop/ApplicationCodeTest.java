// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationCodeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.example.Orders",
                "com.google.mycompany.Orders",
                "org.apacheshop.Orders",
                "org.springframework.samples.petclinic.Owners",
                "org.jboss.as.quickstarts.kitchensink.Members",
                "io.quarkus.sample.Fruits",
                "io.micronaut.guides.Books",
                "rxjava.Orders",
                "playground.Orders",
                "com.google.apis.Orders",
                "com.netflix.mycompany.Orders",
                "io.headerhop.examples.shop.Orders",
                "io.headerhopper.Orders",
                "javaposse.Orders",
                // The body of a lambda that Kotlin has copied into the loop around it
                "com.example.OrdersKt$all$$inlined$map$1$2",
                "com.example.Orders$Companion",
                "Orders",
            })
    void isTheApplications(String type) {
        assertThat(ApplicationCode.contains(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.Thread",
                "com.google.common.cache.LocalCache",
                "org.springframework.aop.framework.CglibAopProxy",
                "software.amazon.awssdk.core.internal.http.AmazonSyncHttpClient",
                "com.google.api.client.http.HttpRequest",
                "co.elastic.clients.transport.ElasticsearchTransportBase",
                "kong.unirest.core.BaseRequest",
                "io.ktor.server.engine.BaseApplicationEngine",
                "rx.internal.schedulers.ScheduledAction",
                "graphql.execution.ExecutionStrategy",
                "org.slf4j.MDC",
                "org.junit.jupiter.engine.JupiterTestEngine",
                "io.headerhop.Adapters",
                "io.headerhop.micrometer.HeaderPropagationMetrics",
                "io.headerhop.slf4j.MdcListener",
                "io.headerhop.okhttp.Injected",
                "com.example.Orders$$SpringCGLIB$$0",
                "com.example.Orders$$EnhancerBySpringCGLIB$$1a2b3c",
                "com.example.Orders_ClientProxy",
                "com.example.Orders_Subclass",
                "com.example.Orders$Proxy$_$$_WeldClientProxy",
                "com.example.$Proxy12",
                "jdk.proxy2.$Proxy12",
                "com.sun.proxy.$Proxy12",
                "com.example.$Orders$Definition$Intercepted",
                "kotlin.coroutines.jvm.internal.BaseContinuationImpl",
            })
    void isNot(String type) {
        assertThat(ApplicationCode.contains(type)).isFalse();
    }
}
