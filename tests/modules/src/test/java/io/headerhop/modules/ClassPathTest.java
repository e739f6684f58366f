// SPDX-License-Identifier: Apache-2.0
package io.headerhop.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's code compiles with every warning an error, and without the annotations on the class path. */
class ClassPathTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "core, ''",
        "servlet, -servlet",
        "okhttp, -okhttp",
        "httpclient, -httpclient",
        "jdk-httpclient, -jdk-httpclient",
        "jaxrs, -jaxrs",
        "grpc, -grpc",
        "kafka, -kafka",
        "kotlin-coroutines, -kotlin-coroutines",
        "micrometer-context, -micrometer-context",
        "micrometer, -micrometer",
        "slf4j, -slf4j",
        "opentelemetry, -opentelemetry",
    })
    void compilesWithoutAWarning(String consumer, String adapter) throws Exception {
        List<Path> path = new ArrayList<>(Jars.libraries());
        path.add(Jars.ours(""));
        if (!adapter.isEmpty()) {
            path.add(Jars.ours(adapter));
        }
        assertThat(path).noneMatch(jar -> jar.getFileName().toString().startsWith("jspecify"));

        new Consumer(consumer, directory).compileOnClassPath(path);
    }
}
