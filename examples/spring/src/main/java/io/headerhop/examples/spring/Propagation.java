// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.spring;

import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.httpclient.HeaderPropagationInterceptors;
import io.headerhop.servlet.HeaderPropagationFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.task.ThreadPoolTaskExecutorCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Headerhop in a Spring Boot service: inbound, outbound, and from thread to thread. */
@Configuration(proxyBeanMethods = false)
class Propagation {
    @Bean
    FilterRegistrationBean<HeaderPropagationFilter> inbound() {
        HeaderPropagation propagation = HeaderPropagation.of(HeaderNames.istio().plus("x-canary", "x-tenant-*"));
        FilterRegistrationBean<HeaderPropagationFilter> filter =
                new FilterRegistrationBean<>(new HeaderPropagationFilter(propagation));
        filter.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    ClientHttpRequestFactoryBuilder<?> outbound() {
        return ClientHttpRequestFactoryBuilder.httpComponents()
                .withHttpClientCustomizer(HeaderPropagationInterceptors::install);
    }

    /**
     * Not a {@code TaskDecorator} as a bean: Spring Boot gives it to its scheduler too, whose recurring tasks would
     * carry the headers of the request in which they were first scheduled for ever.
     */
    @Bean
    ThreadPoolTaskExecutorCustomizer threads() {
        return executor ->
                executor.setTaskDecorator(task -> CapturedHeaders.current().wrap(RequestIdInLogs.during(task)));
    }
}
