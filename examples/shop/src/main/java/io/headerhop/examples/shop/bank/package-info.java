// SPDX-License-Identifier: Apache-2.0
/** A third party outside of the mesh: not our code, no sidecar, and none of its business what we trace. */
@NullMarked
package io.headerhop.examples.shop.bank;

import org.jspecify.annotations.NullMarked;
