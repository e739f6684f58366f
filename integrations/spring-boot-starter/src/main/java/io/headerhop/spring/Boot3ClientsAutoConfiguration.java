// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.http.client.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The builder from which {@code RestClient.Builder} and {@code RestTemplateBuilder} have their client. */
@AutoConfiguration(after = HeaderhopAutoConfiguration.class)
@ConditionalOnBean(Installed.class)
@ConditionalOnClass(ClientHttpRequestFactoryBuilderCustomizer.class)
class Boot3ClientsAutoConfiguration {
    /** Last, since it wraps what the customizers before it have configured. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ClientHttpRequestFactoryBuilderCustomizer<ClientHttpRequestFactoryBuilder<?>> headerhopRequestFactories(
            Installed installed) {
        return builder -> RequestFactoryBuilders.carrying(builder, installed);
    }
}
