// SPDX-License-Identifier: Apache-2.0
/** What runs with the agent: services that answer a request by making a call. */
@NullMarked
package io.headerhop.opentelemetry.agent.program;

import org.jspecify.annotations.NullMarked;
