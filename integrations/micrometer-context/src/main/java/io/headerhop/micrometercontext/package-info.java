// SPDX-License-Identifier: Apache-2.0
/** Current headers wherever Micrometer's context-propagation carries thread-locals. */
@NullMarked
package io.headerhop.micrometercontext;

import org.jspecify.annotations.NullMarked;
