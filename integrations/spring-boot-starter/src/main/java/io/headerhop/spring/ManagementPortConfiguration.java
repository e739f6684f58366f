// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.HeaderPropagation;
import io.headerhop.servlet.HeaderPropagationFilter;
import jakarta.servlet.Filter;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

/**
 * The filter once more where the actuator has a port, and so a server, of its own: the filters of the application are
 * not there, and what a health check calls would count as calls that have lost their headers.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnBean(Installed.class)
class ManagementPortConfiguration {
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass({Filter.class, FilterRegistrationBean.class})
    static class Servlet {
        @Bean
        FilterRegistrationBean<HeaderPropagationFilter> headerhopManagementFilter(HeaderPropagation propagation) {
            return HeaderhopAutoConfiguration.Servlet.filter(propagation);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass(WebFilter.class)
    static class WebFlux {
        @Bean
        CapturingWebFilter headerhopManagementWebFilter(HeaderPropagation propagation) {
            return new CapturingWebFilter(propagation);
        }
    }
}
