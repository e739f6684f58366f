// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.headerhop.micrometer.HeaderPropagationMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Reads a counter of a service that has done nothing yet. */
public final class Main {
    public static void main(String[] arguments) {
        MeterRegistry registry = new SimpleMeterRegistry();
        new HeaderPropagationMetrics().bindTo(registry);
        System.out.println(registry.get("headerhop.failures").functionCounter().count());
    }
}
