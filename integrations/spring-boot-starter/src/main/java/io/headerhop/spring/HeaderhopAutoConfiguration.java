// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import feign.Capability;
import io.headerhop.HeaderPropagation;
import io.headerhop.servlet.HeaderPropagationFilter;
import io.micrometer.context.ContextRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.WebFilter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import reactor.core.publisher.Hooks;

/** What is carried, and the filter that captures it. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "headerhop.enabled", matchIfMissing = true)
@EnableConfigurationProperties(HeaderhopProperties.class)
class HeaderhopAutoConfiguration {
    @Bean
    Tracer headerhopTracer(HeaderhopProperties properties, ListableBeanFactory beans, Environment environment) {
        return properties.leaveTraceHeadersToTracer() ? Tracer.in(beans, environment) : Tracer.NONE;
    }

    @Bean
    @ConditionalOnMissingBean
    HeaderPropagation headerPropagation(HeaderhopProperties properties, Tracer tracer) {
        try {
            return tracer.leave(HeaderPropagation.from(properties::get));
        } catch (IllegalArgumentException e) {
            throw new WrongPropertyException(e);
        }
    }

    @Bean
    Installed headerhopInstalled(ObjectProvider<HeaderPropagation> propagation, Tracer tracer) {
        return new Installed(propagation, tracer);
    }

    @Bean
    static TaskExecutors headerhopTaskExecutors(ObjectProvider<Installed> installed) {
        return new TaskExecutors(installed);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(RestClient.class)
    static class Clients {
        @Bean
        static ClientBeans headerhopClientBeans(ObjectProvider<Installed> installed) {
            return new ClientBeans(installed);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(WebClient.class)
    static class WebClients {
        @Bean
        static WebClientBeans headerhopWebClientBeans() {
            return new WebClientBeans();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Capability.class, RestClient.class})
    static class Feign {
        @Bean
        @ConditionalOnMissingBean
        FeignClientCapability headerhopFeignClients(Installed installed) {
            installed.add("Feign");
            return new FeignClientCapability();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass({Filter.class, FilterRegistrationBean.class})
    static class Servlet {
        @Bean
        @ConditionalOnMissingBean(
                value = HeaderPropagationFilter.class,
                parameterizedContainer = FilterRegistrationBean.class)
        FilterRegistrationBean<HeaderPropagationFilter> headerPropagationFilter(
                HeaderPropagation propagation, Installed installed) {
            installed.add("servlet filter");
            return filter(propagation);
        }

        static FilterRegistrationBean<HeaderPropagationFilter> filter(HeaderPropagation propagation) {
            FilterRegistrationBean<HeaderPropagationFilter> filter =
                    new FilterRegistrationBean<>(new HeaderPropagationFilter(propagation));
            filter.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
            filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return filter;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass({WebMvcConfigurer.class, Filter.class})
    static class Mvc {
        @Bean
        CallableHeaders headerhopCallables() {
            return new CallableHeaders();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass(WebFilter.class)
    static class WebFlux {
        @Bean
        @ConditionalOnMissingBean
        CapturingWebFilter headerhopWebFilter(HeaderPropagation propagation, Installed installed) {
            installed.add("WebFlux filter");
            return new CapturingWebFilter(propagation);
        }
    }

    /** Lets Reactor carry the headers to the threads of a pipeline, unless the application says how it should. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Hooks.class, ContextRegistry.class})
    @ConditionalOnProperty(name = "spring.reactor.context-propagation", matchIfMissing = true, havingValue = "auto")
    static class Reactor {
        Reactor(Installed installed) {
            Hooks.enableAutomaticContextPropagation();
            installed.add("Reactor");
        }
    }
}
