// SPDX-License-Identifier: Apache-2.0
package io.headerhop.publishing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The repository that a release build has staged. */
final class Staging {
    private static final Path ROOT = Path.of(System.getProperty("staging"));

    private Staging() {}

    /** The names of all artifacts, sorted. */
    static List<String> artifacts() {
        return list(ROOT.resolve("io/headerhop"));
    }

    /** Those with a jar. */
    static List<String> libraries() {
        return artifacts().stream()
                .filter(artifact -> !artifact.equals("headerhop-bom"))
                .toList();
    }

    /** The one version of an artifact. */
    static String version(String artifact) {
        List<String> versions = list(ROOT.resolve("io/headerhop").resolve(artifact));
        if (versions.size() != 1) {
            throw new AssertionError(artifact + " has versions " + versions);
        }
        return versions.get(0);
    }

    /** A file of an artifact, by what follows its name and version, such as {@code -sources.jar}. */
    static Path file(String artifact, String suffix) {
        return folder(artifact).resolve(artifact + "-" + version(artifact) + suffix);
    }

    /** What follows name and version in the names of an artifact's files. */
    static List<String> suffixes(String artifact) {
        String start = artifact + "-" + version(artifact);
        return list(folder(artifact)).stream()
                .map(name -> name.startsWith(start) ? name.substring(start.length()) : name)
                .toList();
    }

    static Document pom(String artifact) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file(artifact, ".pom").toFile());
    }

    /** The elements at a path below the root element, such as {@code licenses/license/url}. */
    static List<Element> elements(Document pom, String path) {
        List<Element> found = List.of(pom.getDocumentElement());
        for (String name : path.split("/")) {
            found = found.stream()
                    .flatMap(parent -> children(parent, name).stream())
                    .toList();
        }
        return found;
    }

    /** The text of the elements at a path. */
    static List<String> texts(Document pom, String path) {
        return elements(pom, path).stream()
                .map(element -> element.getTextContent().strip())
                .collect(Collectors.toList());
    }

    private static List<Element> children(Element parent, String name) {
        NodeList nodes = parent.getChildNodes();
        List<Element> children = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element element && element.getTagName().equals(name)) {
                children.add(element);
            }
        }
        return children;
    }

    private static Path folder(String artifact) {
        return ROOT.resolve("io/headerhop").resolve(artifact).resolve(version(artifact));
    }

    private static List<String> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
