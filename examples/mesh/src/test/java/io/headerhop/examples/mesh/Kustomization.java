package io.headerhop.examples.mesh;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * As much of kustomize as this example uses; all else is refused, so that nothing is left out unseen. The names of
 * generated ConfigMaps stay as they are written, where kustomize adds a hash of what is in them.
 */
final class Kustomization {
    static final String FILE = "kustomization.yaml";

    private final String folder;
    private final JsonNode settings;
    private final List<ObjectNode> resources = new ArrayList<>();

    private Kustomization(Sources sources, String folder) {
        this.folder = folder;
        this.settings = sources.documents(folder + "/" + FILE).get(0);
        onlyFields(settings, "apiVersion", "kind", "namespace", "resources", "configMapGenerator", "patches");
    }

    /** What "kubectl apply -k" would apply. */
    static List<Resource> build(Sources sources, String folder) {
        List<ObjectNode> resources = new Kustomization(sources, folder).build(sources);
        return resources.stream().map(Resource::new).toList();
    }

    /** The files and folders that a kustomization.yaml names, by their paths in this example. */
    static Stream<String> entries(Sources sources, String folder) {
        return Resource.elements(sources.documents(folder + "/" + FILE).get(0).path("resources"))
                .map(entry -> Path.of(folder, entry.asText()).normalize().toString());
    }

    private List<ObjectNode> build(Sources sources) {
        entries(sources, folder).forEach(entry -> {
            if (entry.endsWith(".yaml")) {
                sources.documents(entry).forEach(document -> resources.add(document.deepCopy()));
            } else {
                resources.addAll(new Kustomization(sources, entry).build(sources));
            }
        });
        settings.path("configMapGenerator").forEach(this::generate);
        settings.path("patches").forEach(this::patch);
        resources.forEach(this::putIntoNamespace);
        return resources;
    }

    private void generate(JsonNode generator) {
        onlyFields(generator, "name", "behavior", "literals");
        String name = generator.path("name").asText();
        boolean isMerge = generator.path("behavior").asText().equals("merge");
        check(isMerge || !generator.has("behavior"), "not known here: " + generator.path("behavior"));
        if (!isMerge) {
            resources.add((ObjectNode)
                    YamlText.document("{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + "}, data: {}}"));
        }
        List<ObjectNode> configMaps = matching("ConfigMap", name);
        check(configMaps.size() == 1, configMaps.size() + " ConfigMaps of the name " + name);
        for (JsonNode literal : generator.path("literals")) {
            String[] pair = literal.asText().split("=", 2);
            ((ObjectNode) configMaps.get(0).path("data")).put(pair[0], pair[1]);
        }
    }

    private void patch(JsonNode patch) {
        onlyFields(patch, "target", "patch");
        JsonNode target = patch.path("target");
        onlyFields(target, "kind", "name");
        List<ObjectNode> targets =
                matching(target.path("kind").asText(), target.path("name").asText(".*"));
        // kustomize would say nothing.
        check(!targets.isEmpty(), "a patch changes nothing, there is no " + target);
        for (JsonNode operation : YamlText.document(patch.path("patch").asText())) {
            onlyFields(operation, "op", "path", "value");
            check(operation.path("op").asText().equals("replace"), "op " + operation.path("op"));
            targets.forEach(resource ->
                    replace(resource, JsonPointer.compile(operation.path("path").asText()), operation.path("value")));
        }
    }

    private void replace(JsonNode resource, JsonPointer place, JsonNode value) {
        check(!resource.at(place).isMissingNode(), "nothing to replace at " + place);
        JsonNode parent = resource.at(place.head());
        if (parent instanceof ArrayNode list) {
            list.set(place.last().getMatchingIndex(), value);
        } else {
            ((ObjectNode) parent).set(place.last().getMatchingProperty(), value);
        }
    }

    private void putIntoNamespace(ObjectNode resource) {
        String field = resource.path("kind").asText().equals("Namespace") ? "name" : "namespace";
        ((ObjectNode) resource.path("metadata")).set(field, settings.required("namespace"));
    }

    private List<ObjectNode> matching(String kind, String name) {
        return resources.stream()
                .filter(resource -> resource.path("kind").asText().equals(kind))
                .filter(resource -> resource.at("/metadata/name").asText().matches(name))
                .toList();
    }

    private void onlyFields(JsonNode node, String... known) {
        node.fieldNames().forEachRemaining(name -> check(Set.of(known).contains(name), "not known here: " + name));
    }

    private void check(boolean isRight, String problem) {
        if (!isRight) {
            throw new IllegalArgumentException(folder + "/" + FILE + ": " + problem);
        }
    }
}
