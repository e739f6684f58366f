// SPDX-License-Identifier: Apache-2.0
/** Real Envoys, Zipkin and Jaeger: starts them, and reads traces back. For the tests in a mesh and the shop's demo. */
@NullMarked
package io.headerhop.support;

import org.jspecify.annotations.NullMarked;
