// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.mesh;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Checks Kubernetes' own resources against a client's classes for them: unknown fields, and values of another type, are
 * refused. The classes do not know which fields are required, or which texts are allowed.
 */
final class KubernetesModel {
    private static final Map<String, Class<?>> CLASSES = Map.of(
            "v1 ConfigMap", ConfigMap.class,
            "v1 Namespace", Namespace.class,
            "v1 Service", Service.class,
            "apps/v1 Deployment", Deployment.class,
            "batch/v1 Job", Job.class);

    private final JsonMapper strict;

    KubernetesModel() {
        strict = JsonMapper.builder()
                .addModule(new SimpleModule().setDeserializerModifier(new WithoutOtherFields()))
                .build();
        // "value: 10" where Kubernetes wants a text is the most common reason for a refusal.
        Stream.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                .forEach(
                        shape -> strict.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail));
    }

    boolean knows(Resource resource) {
        return CLASSES.containsKey(resource.type());
    }

    List<String> problems(Resource resource) {
        return problems(resource, "", CLASSES.get(resource.type()));
    }

    /** The metadata of a resource of any kind. */
    List<String> problemsOfMetadata(Resource resource) {
        return problems(resource, "/metadata", ObjectMeta.class);
    }

    private List<String> problems(Resource resource, String pointer, Class<?> type) {
        try {
            strict.treeToValue(resource.json().at(pointer), type);
            return List.of();
        } catch (JsonProcessingException e) {
            return List.of(resource + ": " + e.getMessage());
        }
    }

    /** The classes would keep unknown fields; here those are errors. */
    private static final class WithoutOtherFields extends BeanDeserializerModifier {
        @Override
        public BeanDeserializerBuilder updateBuilder(
                DeserializationConfig config, BeanDescription description, BeanDeserializerBuilder builder) {
            builder.setAnySetter(null);
            return builder;
        }
    }
}
