// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;

/** The builder from which {@code RestClient.Builder} and {@code RestTemplateBuilder} have their client. */
@AutoConfiguration(after = HeaderhopAutoConfiguration.class)
@ConditionalOnBean(Installed.class)
@ConditionalOnClass(ClientHttpRequestFactoryBuilderCustomizer.class)
class Boot4ClientsAutoConfiguration {
    /** Last, since it wraps what the customizers before it have configured. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ClientHttpRequestFactoryBuilderCustomizer<ClientHttpRequestFactoryBuilder<?>> headerhopRequestFactories(
            Installed installed) {
        return builder -> RequestFactoryBuilders.carrying(builder, installed);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({WebClientCustomizer.class, WebClient.class})
    static class Reactive {
        /** For what Spring Boot builds and makes no bean of. */
        @Bean
        WebClientCustomizer headerhopWebClients(Installed installed) {
            installed.add("WebClient");
            return WebClientBeans::install;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ClientHttpConnectorBuilderCustomizer.class, HttpClient.class, WebClient.class})
    static class ReactorNetty {
        @Bean
        @Order(Ordered.LOWEST_PRECEDENCE)
        ClientHttpConnectorBuilderCustomizer<ClientHttpConnectorBuilder<?>> headerhopConnectors() {
            return ReactorRedirects::judged;
        }
    }
}
