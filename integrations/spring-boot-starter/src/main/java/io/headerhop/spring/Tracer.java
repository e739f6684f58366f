// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * A tracer in this service, which starts spans of its own and writes their headers into each call. Carried beside them,
 * the inbound trace headers would at best be left out, and at worst link the next span to the wrong parent.
 *
 * @param name what users call it; null if there is none
 */
record Tracer(@Nullable String name) {
    static final Tracer NONE = new Tracer(null);

    private static final String PROPAGATOR = "io.micrometer.tracing.propagation.Propagator";

    static Tracer in(ListableBeanFactory beans, Environment environment) {
        if (isAgentPresent()) {
            return new Tracer("the OpenTelemetry agent");
        }
        // Spring Boot 3 can be told to have a tracer that does nothing.
        boolean enabled = environment.getProperty("management.tracing.enabled", Boolean.class, true);
        return enabled && hasPropagator(beans) ? new Tracer("Micrometer Tracing") : NONE;
    }

    private static boolean hasPropagator(ListableBeanFactory beans) {
        try {
            Class<?> propagator = ClassUtils.forName(PROPAGATOR, Tracer.class.getClassLoader());
            return beans.getBeanNamesForType(propagator, true, false).length > 0;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** The agent's class is on the class path of the JVM that it was started with. */
    private static boolean isAgentPresent() {
        try {
            Class.forName("io.opentelemetry.javaagent.OpenTelemetryAgent", false, ClassLoader.getSystemClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** What is left to carry. */
    HeaderPropagation leave(HeaderPropagation propagation) {
        if (name == null) {
            return propagation;
        }
        return propagation.names(propagation.names().minus(HeaderNames.b3()).minus(HeaderNames.w3c()));
    }

    String said() {
        return name == null ? "" : "; b3, x-b3-*, traceparent and tracestate are left to " + name;
    }
}
