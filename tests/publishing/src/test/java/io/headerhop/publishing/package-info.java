// SPDX-License-Identifier: Apache-2.0
/** Checks what a release build has staged before it is uploaded: see tests/publishing/run. */
@NullMarked
package io.headerhop.publishing;

import org.jspecify.annotations.NullMarked;
