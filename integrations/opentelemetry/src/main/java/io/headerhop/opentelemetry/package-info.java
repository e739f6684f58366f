// SPDX-License-Identifier: Apache-2.0
/** A propagator for OpenTelemetry, in its SDK and in its Java agent: see the module's page. */
@NullMarked
package io.headerhop.opentelemetry;

import org.jspecify.annotations.NullMarked;
