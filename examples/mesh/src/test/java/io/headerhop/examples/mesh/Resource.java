// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.mesh;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A resource as it is applied. */
record Resource(JsonNode json) {
    String type() {
        return text("/apiVersion") + " " + kind();
    }

    String kind() {
        return text("/kind");
    }

    String name() {
        return text("/metadata/name");
    }

    /** Empty if it is not in a namespace. */
    String namespace() {
        return text("/metadata/namespace");
    }

    /** The value there, or empty if there is none. */
    String text(String pointer) {
        return json.at(JsonPointer.compile(pointer)).asText("");
    }

    /** The elements of the list there. */
    Stream<JsonNode> each(String pointer) {
        return elements(json.at(JsonPointer.compile(pointer)));
    }

    Map<String, String> map(String pointer) {
        return texts(json.at(JsonPointer.compile(pointer)));
    }

    static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    @Override
    public String toString() {
        return kind() + " " + (namespace().isEmpty() ? name() : namespace() + "/" + name());
    }
}
