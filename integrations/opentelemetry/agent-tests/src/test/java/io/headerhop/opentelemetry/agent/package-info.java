// SPDX-License-Identifier: Apache-2.0
/** The extension in OpenTelemetry's Java agent, in JVMs of its own. */
@NullMarked
package io.headerhop.opentelemetry.agent;

import org.jspecify.annotations.NullMarked;
