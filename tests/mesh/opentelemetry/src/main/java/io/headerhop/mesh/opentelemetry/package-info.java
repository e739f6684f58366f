// SPDX-License-Identifier: Apache-2.0
/**
 * The shop of {@code examples/shop} behind real Envoys, each service in a JVM of its own: with OpenTelemetry's agent,
 * with the agent and Headerhop's extension, and with Headerhop alone.
 */
@NullMarked
package io.headerhop.mesh.opentelemetry;

import org.jspecify.annotations.NullMarked;
