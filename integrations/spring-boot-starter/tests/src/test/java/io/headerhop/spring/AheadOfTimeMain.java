// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import org.springframework.context.ConfigurableApplicationContext;

/** {@link Service} in a JVM of its own: Spring decides once in each whether it runs generated code. */
final class AheadOfTimeMain {
    private AheadOfTimeMain() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            // For the processor, which looks at what is started here.
            Service.start();
            return;
        }
        try (ConfigurableApplicationContext service = Service.start(Service.with("jdk"))) {
            Service.get(service, arguments[0], Traffic.lines(1));
            System.out.println(service.getBean(Installed.class));
        }
    }
}
