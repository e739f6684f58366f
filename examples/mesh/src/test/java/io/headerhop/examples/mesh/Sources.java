package io.headerhop.examples.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of this example by their paths in it: as they are, or as they would be with a mistake, which is how each
 * check shows that it finds something. Immutable.
 */
final class Sources {
    /** Maven runs the tests of a module in the module's folder. */
    static final Path FOLDER = Path.of("").toAbsolutePath();

    private final Map<String, String> texts;

    private Sources(Map<String, String> texts) {
        this.texts = Map.copyOf(texts);
    }

    static Sources ofExample() {
        try (Stream<Path> all = Files.walk(FOLDER)) {
            return new Sources(all.map(FOLDER::relativize)
                    .filter(file -> !file.startsWith("src") && !file.startsWith("target"))
                    .map(Path::toString)
                    .filter(file -> file.endsWith(".yaml") || file.endsWith(".yml") || file.endsWith(".md"))
                    .collect(Collectors.toMap(Function.identity(), Sources::read)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with another text at the one place of the file that has this one. */
    Sources replacing(String file, String text, String replacement) {
        String whole = text(file);
        int place = whole.indexOf(text);
        if (place < 0 || place != whole.lastIndexOf(text)) {
            throw new IllegalArgumentException(file + " does not have this exactly once: " + text);
        }
        return with(file, whole.replace(text, replacement));
    }

    /** The same with this file, new or changed. */
    Sources with(String file, String text) {
        Map<String, String> changed = new TreeMap<>(texts);
        changed.put(file, text);
        return new Sources(changed);
    }

    String text(String file) {
        String text = texts.get(file);
        if (text == null) {
            throw new NoSuchElementException(file);
        }
        return text;
    }

    /** All YAML files, in order. */
    List<String> yamlFiles() {
        return texts.keySet().stream()
                .filter(file -> !file.endsWith(".md"))
                .sorted()
                .toList();
    }

    /** All folders with a kustomization.yaml: what "kubectl apply -k" can be given. */
    List<String> kustomizations() {
        return yamlFiles().stream()
                .filter(file -> file.endsWith("/" + Kustomization.FILE))
                .map(file -> file.substring(0, file.lastIndexOf('/')))
                .toList();
    }

    /** What stands in the YAML files of a folder, as "kubectl apply -f" takes it. */
    List<Resource> folder(String folder) {
        return yamlFiles().stream()
                .filter(file -> file.startsWith(folder + "/"))
                .flatMap(file -> documents(file).stream())
                .map(Resource::new)
                .toList();
    }

    List<JsonNode> documents(String file) {
        try {
            return YamlText.documents(text(file));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
