// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.web.reactive.function.client.WebClient;

/** For clients that Spring Boot's builder has not made. What their connectors follow cannot be judged. */
final class WebClientBeans implements BeanPostProcessor {
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof WebClient.Builder builder) {
            install(builder);
        } else if (bean instanceof WebClient client) {
            // Null if it is a mock.
            WebClient.@Nullable Builder copy = client.mutate();
            return copy != null && install(copy) ? copy.build() : client;
        }
        return bean;
    }

    /** Whether it was not yet installed. */
    static boolean install(WebClient.Builder builder) {
        AtomicBoolean missing = new AtomicBoolean();
        builder.filters(all -> {
            if (all.stream().noneMatch(WebClientFilter.class::isInstance)) {
                all.add(new WebClientFilter());
                missing.set(true);
            }
        });
        return missing.get();
    }
}
