// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code java -jar headerhop-check.jar}, with nothing else on the class path. Runs when the jar is there. */
@Tag("program")
class HeaderhopCheckJarIT {
    private static final Path JAR = Path.of("target", "headerhop-check.jar");

    @Test
    void saysWhatItCanDo() throws Exception {
        Process help = start("--help");
        assertThat(said(help)).contains("--send URL", "--listen PORT");
        assertThat(help.waitFor()).isZero();
    }

    @Test
    void endsWith2IfItCannotBegin() throws Exception {
        Process check = start("--send", "ftp://service", "--listen", "0");
        assertThat(said(check)).startsWith("headerhop-check: not a URL");
        assertThat(check.waitFor()).isEqualTo(2);
    }

    @Test
    void checksAServiceAndEndsWith0Or1() throws Exception {
        assertThat(check(SmallService.NAMES)).isZero();
        assertThat(check(List.of("x-request-id"))).isEqualTo(1);
    }

    /** The service learns the port from what the program says, as it would from a script. */
    private static int check(List<String> names) throws Exception {
        StringBuilder url = new StringBuilder();
        try (SmallService service = SmallService.start(16, exchange -> {
            List<Map.Entry<String, String>> headers = SmallService.copy(exchange, names);
            synchronized (url) {
                while (url.isEmpty()) {
                    url.wait();
                }
            }
            SmallService.call(url + "/stock", headers);
        })) {
            Process check = start("--send", service.url("/orders"), "--listen", "0", "--requests", "40");
            Matcher port = Pattern.compile("Listening on port (\\d+)")
                    .matcher(check.inputReader(StandardCharsets.UTF_8).readLine());
            assertThat(port.matches()).isTrue();
            synchronized (url) {
                url.append("http://localhost:").append(port.group(1));
                url.notifyAll();
            }
            String report = String.join(
                    "\n", check.inputReader(StandardCharsets.UTF_8).lines().toList());
            assertThat(report).contains("GET /stock").containsPattern("PASSED|FAILED");
            return check.waitFor();
        }
    }

    private static String said(Process process) throws Exception {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static Process start(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // As in a container.
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.onExit().orTimeout(50, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly());
        return process;
    }
}
