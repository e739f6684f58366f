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
        assertThat(ApplicationCode.contains(frame(type))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.Thread",
                "com.google.common.cache.LocalCache",
                "org.springframework.aop.framework.CglibAopProxy",
                "io.headerhop.Adapters",
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
        assertThat(ApplicationCode.contains(frame(type))).isFalse();
    }

    private static StackTraceElement frame(String type) {
        return new StackTraceElement(type, "reserve", "Orders.java", 42);
    }
}
