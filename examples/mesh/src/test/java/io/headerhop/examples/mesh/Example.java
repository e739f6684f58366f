// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The files of this example by path: unchanged, or with a mistake put in, to show that each check finds it. Immutable.
 */
record Example(SortedMap<String, String> texts) {
    static final String KUSTOMIZATION = "kustomization.yaml";

    /** Maven runs the tests of a module in the module's folder. */
    static final Path FOLDER = Path.of("").toAbsolutePath();

    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<Map<String, String>, List<Resource>> BUILT = new ConcurrentHashMap<>();

    static Example asItIs() {
        SortedMap<String, String> texts = new TreeMap<>();
        try (Stream<Path> all = Files.walk(FOLDER)) {
            for (Path file : all.filter(file -> file.toString().matches(".*\\.(yaml|yml|md)"))
                    .filter(file -> !FOLDER.relativize(file).toString().matches("(src|target)/.*"))
                    .toList()) {
                texts.put(FOLDER.relativize(file).toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Example(texts);
    }

    /** The same with one text replaced by another; the file must have it exactly once. */
    Example replacing(String file, String text, String replacement) {
        String whole = texts.get(file);
        int place = whole.indexOf(text);
        if (place < 0 || place != whole.lastIndexOf(text)) {
            throw new IllegalArgumentException(file + " does not have this exactly once: " + text);
        }
        return with(file, whole.replace(text, replacement));
    }

    /** The same with this file, new or changed. */
    Example with(String file, String text) {
        SortedMap<String, String> changed = new TreeMap<>(texts);
        changed.put(file, text);
        return new Example(changed);
    }

    List<String> yamlFiles() {
        return texts.keySet().stream().filter(file -> !file.endsWith(".md")).toList();
    }

    /** All folders with a kustomization.yaml, for "kubectl apply -k". */
    List<String> kustomizations() {
        return yamlFiles().stream()
                .filter(file -> file.endsWith("/" + KUSTOMIZATION))
                .map(file -> file.substring(0, file.lastIndexOf('/')))
                .toList();
    }

    /** The content of the YAML files in a folder, as "kubectl apply -f" reads it. */
    List<Resource> folder(String folder) {
        return yamlFiles().stream()
                .filter(file -> file.startsWith(folder + "/"))
                .flatMap(file -> documents(file).stream())
                .toList();
    }

    List<Resource> documents(String file) {
        try {
            return yaml(texts.get(file)).stream().map(Resource::new).toList();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** Reads YAML as kubectl does (1.1, so {@code on} is true), except that duplicate keys are refused. */
    static List<JsonNode> yaml(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<JsonNode> documents = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
            documents.add(JSON.valueToTree(document));
        }
        return documents;
    }

    /** What "kubectl apply -k" would apply, as built by kustomize itself. */
    List<Resource> built(String folder) {
        SortedMap<String, String> files = new TreeMap<>(texts);
        files.keySet().removeIf(file -> !file.contains("/") || file.matches("(backends|tracing)/.*"));
        files.put("folder", folder);
        return BUILT.computeIfAbsent(files, any -> kustomize(folder));
    }

    private List<Resource> kustomize(String folder) {
        try {
            Path copy = FOLDER.resolve("target/kustomize");
            for (String file : yamlFiles()) {
                Files.createDirectories(copy.resolve(file).getParent());
                Files.writeString(copy.resolve(file), texts.get(file));
            }
            Process kubectl = new ProcessBuilder("kubectl", "kustomize", folder)
                    .directory(copy.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (kubectl.waitFor() != 0) {
                throw new IllegalArgumentException(folder + ": " + output);
            }
            return yaml(output).stream().map(Resource::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
