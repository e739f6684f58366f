// SPDX-License-Identifier: Apache-2.0
/** A third party outside the mesh: not our code, no sidecar, and it must not see our tracing headers. */
@NullMarked
package io.headerhop.examples.shop.bank;

import org.jspecify.annotations.NullMarked;
