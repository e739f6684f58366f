// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Checks Istio's resources against their CRD schemas, and more strictly: unknown fields are refused. */
final class IstioSchemas {
    private static final List<String> KINDS =
            List.of("DestinationRule", "Gateway", "PeerAuthentication", "Telemetry", "VirtualService");

    /** By apiVersion and kind. */
    private final Map<String, Schema> schemas = new HashMap<>();

    IstioSchemas() {
        SchemaRegistry registry = SchemaRegistry.withDialect(Dialects.getOpenApi30());
        for (String kind : KINDS) {
            JsonNode crd = read("/istio-crds/" + kind.toLowerCase(Locale.ROOT) + ".yaml");
            JsonNode version = crd.at("/spec/versions/0");
            ObjectNode schema = version.at("/schema/openAPIV3Schema").deepCopy();
            // The API server checks these itself; KubernetesModel knows the fields of metadata.
            ObjectNode fields = (ObjectNode) schema.path("properties");
            Stream.of("apiVersion", "kind", "metadata").forEach(fields::putObject);
            String apiVersion =
                    crd.at("/spec/group").asText() + "/" + version.path("name").asText();
            schemas.put(apiVersion + " " + kind, registry.getSchema(closed(schema)));
        }
        schemas.put("install.istio.io/v1alpha1 IstioOperator", registry.getSchema(closed(read("/istio-install.yaml"))));
    }

    boolean know(Resource resource) {
        return schemas.containsKey(resource.type());
    }

    List<String> problems(Resource resource) {
        return schemas.get(resource.type()).validate(resource.json()).stream()
                .map(error -> resource + ": " + error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    /**
     * The same schema, closed to other fields. The API server drops those silently unless asked to be strict, so a CRD
     * does not say this.
     */
    private static JsonNode closed(JsonNode schema) {
        if (schema.has("properties")) {
            schema.path("properties").forEach(IstioSchemas::closed);
            if (!schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
                ((ObjectNode) schema).put("additionalProperties", false);
            }
        }
        // Not those in oneOf, anyOf and not: they say which of the fields above may be combined.
        Stream.of("items", "additionalProperties")
                .map(schema::path)
                .filter(JsonNode::isObject)
                .forEach(IstioSchemas::closed);
        // Rules in a language of their own, which only the API server speaks.
        ((ObjectNode) schema).remove("x-kubernetes-validations");
        return schema;
    }

    private static JsonNode read(String resource) {
        try (InputStream in = IstioSchemas.class.getResourceAsStream(resource)) {
            return Example.yaml(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
