// SPDX-License-Identifier: Apache-2.0
/** Properties that hold for whatever comes in, tried by a coverage-guided fuzzer. */
@NullMarked
package io.headerhop.fuzz;

import org.jspecify.annotations.NullMarked;
