// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh.opentelemetry;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the build has made and fetched.
 *
 * @param classPath of the services
 * @param headerhop those jars of the class path that are Headerhop's
 * @param extension Headerhop's, for the agent
 */
record Files(Path envoy, Path jaeger, Path zipkin, Path agent, Path extension, String classPath, List<Path> headerhop) {

    /** @param root the project's */
    static Files in(Path root, Path envoy, Path jaeger) throws IOException {
        Path lib = root.resolve("examples/shop/target/lib");
        List<Path> jars = new ArrayList<>(all(lib, "*.jar"));
        List<Path> headerhop = jars.stream()
                .filter(jar -> jar.getFileName().toString().startsWith("headerhop"))
                .toList();
        jars.add(root.resolve("examples/shop/target/shop.jar"));
        // For WithoutAdapters
        jars.add(Path.of(URI.create(
                Files.class.getProtectionDomain().getCodeSource().getLocation().toString())));
        return new Files(
                envoy,
                jaeger,
                root.resolve("tests/support/target/zipkin/zipkin.jar"),
                one(root.resolve("tests/mesh/opentelemetry/target/agent"), "opentelemetry-javaagent-*.jar"),
                one(root.resolve("integrations/opentelemetry/target"), "headerhop-opentelemetry-*-agent.jar"),
                String.join(
                        File.pathSeparator, jars.stream().map(Path::toString).toList()),
                headerhop);
    }

    private static List<Path> all(Path folder, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = java.nio.file.Files.newDirectoryStream(folder, glob)) {
            files.forEach(found::add);
        }
        return found.stream().sorted().toList();
    }

    private static Path one(Path folder, String glob) throws IOException {
        List<Path> found = all(folder, glob);
        if (found.size() != 1) {
            throw new IOException("not one but " + found.size() + " files " + glob + " in " + folder
                    + ": build once more after mvn clean");
        }
        return found.get(0);
    }

    /** Such as 2.31.1. */
    String agentVersion() {
        return agent.getFileName().toString().replaceAll("opentelemetry-javaagent-|\\.jar", "");
    }
}
