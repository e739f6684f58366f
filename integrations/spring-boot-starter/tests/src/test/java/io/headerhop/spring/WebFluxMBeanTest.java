// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.ApplicationClassLoader;
import io.headerhop.HeaderPropagation;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.function.Supplier;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The MBean of a service whose classes are not the JVM's, as with Spring Boot's devtools at each restart. */
class WebFluxMBeanTest {
    @Test
    void itIsThereForAsLongAsTheApplicationIs() throws Exception {
        MBeanServer management = ManagementFactory.getPlatformMBeanServer();
        ObjectName ours = new ObjectName("io.headerhop:*");
        Set<ObjectName> before = management.queryNames(ours, null);
        try (ApplicationClassLoader loader =
                new ApplicationClassLoader(CapturingWebFilter.class, WebFluxMBeanTest.class)) {
            Supplier<?> application = (Supplier<?>) loader.loadClass(Application.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            try (AnnotationConfigApplicationContext context = (AnnotationConfigApplicationContext) application.get()) {
                assertThat(context.isRunning()).isTrue();
                assertThat(management.queryNames(ours, null)).hasSize(before.size() + 1);
            }
            assertThat(management.queryNames(ours, null)).isEqualTo(before);
        }
    }

    public static final class Application implements Supplier<AnnotationConfigApplicationContext> {
        @Override
        public AnnotationConfigApplicationContext get() {
            AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
            context.registerBean(
                    CapturingWebFilter.class, () -> new CapturingWebFilter(HeaderPropagation.fromEnvironment()));
            context.refresh();
            return context;
        }
    }
}
