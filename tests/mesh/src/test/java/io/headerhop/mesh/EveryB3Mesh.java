package io.headerhop.mesh;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs a class of tests with each tracer that reads B3 and all versions of Envoy. */
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}, Envoy {1}")
@MethodSource("io.headerhop.mesh.Tracer#ofB3WithAllVersions")
@interface EveryB3Mesh {}
