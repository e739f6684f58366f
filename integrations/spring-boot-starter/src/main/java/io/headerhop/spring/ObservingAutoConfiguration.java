// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.HeaderPropagation;
import io.headerhop.PropagationEvent;
import io.headerhop.micrometer.HeaderPropagationMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Shows what happens: meters, a part of the actuator's info, and an endpoint. */
@AutoConfiguration(after = HeaderhopAutoConfiguration.class)
@ConditionalOnBean(Installed.class)
class ObservingAutoConfiguration {
    private static String word(PropagationEvent event) {
        return event.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class Meters {
        /** For each registry of the application. */
        @Bean
        @ConditionalOnMissingBean(name = "headerhopMeters")
        MeterBinder headerhopMeters() {
            return new HeaderPropagationMetrics();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(InfoContributor.class)
    static class Actuator {
        @Bean
        @ConditionalOnMissingBean(name = "headerhopInfo")
        InfoContributor headerhopInfo(HeaderPropagation propagation, Installed installed) {
            return info -> {
                Map<String, Long> counts = new TreeMap<>();
                for (PropagationEvent event : PropagationEvent.values()) {
                    counts.put(word(event), event.count());
                }
                info.withDetail(
                        "headerhop",
                        Map.of(
                                "installed",
                                        installed.pieces().stream().sorted().toList(),
                                "rules", propagation.toString(),
                                "counts", counts));
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
    static class Endpoints {
        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnAvailableEndpoint
        StatusEndpoint headerhopStatusEndpoint() {
            return new StatusEndpoint();
        }
    }
}
