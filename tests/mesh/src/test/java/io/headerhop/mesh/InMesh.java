// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Runs a class of tests in these meshes: each tracer with each choice of Envoys. The default is all of them. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}, Envoy {1}")
@ArgumentsSource(InMesh.Meshes.class)
@interface InMesh {
    Tracer[] tracers() default {};

    Versions[] versions() default {};

    final class Meshes implements ArgumentsProvider, AnnotationConsumer<InMesh> {
        private InMesh meshes;

        @Override
        public void accept(InMesh annotation) {
            meshes = annotation;
        }

        @Override
        public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
            return tracers(meshes).stream()
                    .flatMap(tracer -> versions(meshes).stream().map(versions -> Arguments.of(tracer, versions)));
        }

        static EnumSet<Tracer> tracers(InMesh meshes) {
            return meshes.tracers().length == 0
                    ? EnumSet.allOf(Tracer.class)
                    : EnumSet.copyOf(List.of(meshes.tracers()));
        }

        static EnumSet<Versions> versions(InMesh meshes) {
            return meshes.versions().length == 0
                    ? EnumSet.allOf(Versions.class)
                    : EnumSet.copyOf(List.of(meshes.versions()));
        }
    }
}
