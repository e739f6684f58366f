// SPDX-License-Identifier: Apache-2.0
/** Headerhop in one service with a tracer that writes trace headers itself. */
@NullMarked
package io.headerhop.coexistence;

import org.jspecify.annotations.NullMarked;
