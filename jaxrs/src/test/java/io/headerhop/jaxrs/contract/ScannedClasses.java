// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import io.headerhop.jaxrs.HeaderPropagationStatusFeature;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a container finds in headerhop-jaxrs, be it a jar or the folder of a build. */
public final class ScannedClasses {
    private ScannedClasses() {}

    /** Where the classes are. */
    public static Path place() throws URISyntaxException {
        return Path.of(HeaderPropagationStatusFeature.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    /** The names of all that have this annotation. */
    public static List<String> with(Class<? extends Annotation> annotation) throws IOException, URISyntaxException {
        Path place = place();
        if (Files.isDirectory(place)) {
            return with(annotation, place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return with(annotation, jar.getPath("/"));
        }
    }

    // By their bytes, as scanners do, since not all of them can be loaded in each implementation.
    private static List<String> with(Class<? extends Annotation> annotation, Path root) throws IOException {
        List<String> found = new ArrayList<>();
        int seen = 0;
        try (Stream<Path> files = Files.walk(root.resolve("io"))) {
            for (Path file :
                    (Iterable<Path>) files.filter(file -> file.toString().endsWith(".class"))::iterator) {
                seen++;
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                        .contains(annotation.descriptorString())) {
                    found.add(root.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", ""));
                }
            }
        }
        if (seen < 10) {
            throw new AssertionError(seen + " classes in " + root);
        }
        return found;
    }
}
