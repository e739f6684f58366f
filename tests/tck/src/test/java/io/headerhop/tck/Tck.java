// SPDX-License-Identifier: Apache-2.0
package io.headerhop.tck;

import io.headerhop.PropagationEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the TCK once and writes a line for the outcome of each test; see ../run. */
public final class Tck {
    private static final String JAR = "jakarta-restful-ws-tck";

    private Tck() {}

    /** {@code Tck OUTCOMES [PATTERN]}: the file to write, and optionally which classes to run. */
    public static void main(String[] arguments) throws IOException {
        Pattern wanted = Pattern.compile(arguments.length > 1 ? arguments[1] : ".*");
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(testClasses(wanted))
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .build();
        Objects.requireNonNull(CurrentInEachTest.HEADERS, "captured by now");
        long capturedByUs = PropagationEvent.CAPTURED.count();
        Outcomes outcomes = new Outcomes();
        LauncherFactory.create().execute(request, outcomes);
        Files.write(Path.of(arguments[0]), outcomes.lines);
        long injected = PropagationEvent.INJECTED.count();
        long captured = PropagationEvent.CAPTURED.count() - capturedByUs;
        System.out.printf(
                "%d tests, %d passed; %d headers injected, %d captured%n",
                outcomes.lines.size(),
                outcomes.lines.stream().filter(line -> line.endsWith(" passed")).count(),
                injected,
                captured);
        if (Features.WITH && (injected == 0 || captured == 0)) {
            System.out.println("the features did nothing, so this compares nothing");
            System.exit(1);
        }
        // Servers that a test has left running do not keep this JVM alive.
        System.exit(0);
    }

    private static List<DiscoverySelector> testClasses(Pattern wanted) throws IOException {
        Set<String> classes = new TreeSet<>();
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            if (entry.contains(JAR)) {
                try (JarFile jar = new JarFile(entry)) {
                    jar.stream()
                            .map(file -> file.getName().replace('/', '.'))
                            .filter(name -> name.endsWith("IT.class"))
                            .map(name -> name.substring(0, name.length() - ".class".length()))
                            .filter(name -> wanted.matcher(name).find())
                            .forEach(classes::add);
                }
            }
        }
        return classes.stream()
                .map(name -> (DiscoverySelector) DiscoverySelectors.selectClass(name))
                .toList();
    }

    /** A class that fails as a whole gets one line, instead of one for each method. */
    private static final class Outcomes implements TestExecutionListener {
        final Set<String> lines = new ConcurrentSkipListSet<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest() || result.getStatus() != Status.SUCCESSFUL) {
                String outcome = result.getStatus() == Status.SUCCESSFUL
                        ? "passed"
                        : "failed "
                                + result.getThrowable()
                                        .map(t -> t.getClass().getName())
                                        .orElse("");
                lines.add(name(test) + " " + outcome);
            }
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            lines.add(name(test) + " skipped");
        }

        private static String name(TestIdentifier test) {
            return test.getSource()
                    .map(source -> source instanceof MethodSource method
                            ? method.getClassName() + "." + method.getMethodName()
                            : source instanceof ClassSource whole ? whole.getClassName() : source.toString())
                    .orElse(test.getUniqueId());
        }
    }
}
