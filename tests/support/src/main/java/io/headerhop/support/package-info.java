// SPDX-License-Identifier: Apache-2.0
/** Starts real Envoys, Zipkin and Jaeger, and reads traces back. For the mesh tests and the shop's demo. */
@NullMarked
package io.headerhop.support;

import org.jspecify.annotations.NullMarked;
