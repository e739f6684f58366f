// SPDX-License-Identifier: Apache-2.0
package io.headerhop.lost;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Adapters;
import io.headerhop.ApplicationClassLoader;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.contract.Headers;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.loader.launch.LaunchedClassLoader;

/** The MBean where the MBean server comes later than the adapters, or the application goes before the JVM does. */
public class ManagementLaterTest {
    @Test
    void aConsoleThatAttachesLaterSeesItAfterAFewRequests() throws Exception {
        assertThat(inAJvmOfItsOwn("attach")).contains("before: no server", "after: 1");
    }

    @Test
    void anApplicationThatHasStoppedIsNotRegisteredByItsLastRequests() throws Exception {
        assertThat(inAJvmOfItsOwn("stopped")).contains("before: no server", "after: 0");
    }

    @Test
    void inTheClassLoaderOfAnExecutableJarItNeedsNobodyToSayThatItStarts() throws Exception {
        assertThat(inAJvmOfItsOwn("jar")).contains("before: no server", "after: 1");
    }

    @Test
    void inAnotherClassLoaderNobodyKnowsWhenItStops() throws Exception {
        assertThat(inAJvmOfItsOwn("loader")).contains("before: no server", "after: 0");
    }

    @Test
    void oneStopTooManyDoesNotKeepTheNextApplications() throws Exception {
        assertThat(inAJvmOfItsOwn("twice")).contains("before: no server", "after: 0");
    }

    private static String inAJvmOfItsOwn(String program) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        program)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    public static final class Program {
        private Program() {}

        public static void main(String[] args) throws Exception {
            ClassLoader loader = Program.class.getClassLoader();
            if (args[0].equals("jar")) {
                loader = new LaunchedClassLoader();
            } else if (!args[0].equals("attach")) {
                loader = new ApplicationClassLoader();
            }
            loader.loadClass(Application.class.getName())
                    .getMethod("run", String.class)
                    .invoke(null, args[0]);
            System.out.println("after: "
                    + ManagementFactory.getPlatformMBeanServer()
                            .queryNames(new ObjectName("io.headerhop:*"), null)
                            .size());
        }
    }

    public static final class Application {
        private Application() {}

        public static void run(String program) {
            if (program.equals("stopped") || program.equals("twice")) {
                Adapters.started();
            }
            Adapters.inbound("an adapter", HeaderPropagation.istio());
            if (program.equals("stopped") || program.equals("twice")) {
                Adapters.stopped();
            }
            System.out.println(
                    "before: " + (MBeanServerFactory.findMBeanServer(null).isEmpty() ? "no server" : ""));
            ManagementFactory.getPlatformMBeanServer();
            if (program.equals("twice")) {
                Adapters.stopped();
                Adapters.started();
                Adapters.stopped();
            }
            for (int i = 0; i < 1000; i++) {
                CapturedHeaders unused = Headers.ofRequest(1);
            }
        }
    }
}
