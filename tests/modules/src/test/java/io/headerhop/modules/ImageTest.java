// SPDX-License-Identifier: Apache-2.0
package io.headerhop.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's program, linked by jlink with what it requires, runs in its own small JVM. */
class ImageTest {
    private final Path core = Jars.ours("");

    @TempDir
    private Path directory;

    @Test
    void ofAProgramThatRequiresCore() throws Exception {
        Consumer consumer = new Consumer("core", directory);
        consumer.compileAsModule(List.of(core));
        assertThat(consumer.runInImage(link(consumer, List.of(core))))
                .isEqualTo("carries f058ebd6-02f7-4d3e-942e-904344e8cde5 null");
    }

    @Test
    void ofAProgramThatRequiresServlet() throws Exception {
        List<Path> path = new ArrayList<>(Jars.named("jakarta.servlet-api"));
        path.add(core);
        path.add(Jars.ours("-servlet"));

        Consumer consumer = new Consumer("servlet", directory);
        consumer.compileAsModule(path);
        assertThat(consumer.runInImage(link(consumer, path)))
                .isEqualTo("HeaderPropagationFilter HeaderPropagationInitializer");
    }

    private Path link(Consumer consumer, List<Path> modulePath) {
        Optional<ToolProvider> jlink = ToolProvider.findFirst("jlink");
        assumeTrue(jlink.isPresent(), "this JDK has no jlink");

        List<Path> path = new ArrayList<>(modulePath);
        path.add(consumer.classes());
        Path image = directory.resolve("image");
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int status = jlink.get()
                .run(
                        writer,
                        writer,
                        "--module-path",
                        Jars.path(path),
                        "--add-modules",
                        "consumer",
                        "--output",
                        image.toString());
        // From 24 on a JDK need not have jmods (JEP 493); it then links from itself if built for that.
        assumeFalse(
                status != 0 && said.toString().contains("java.base not found"),
                "this JDK has no jmods and cannot link without them");
        assertThat(status).as(said.toString()).isZero();
        return image;
    }
}
