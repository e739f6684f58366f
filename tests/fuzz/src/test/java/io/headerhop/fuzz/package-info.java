// SPDX-License-Identifier: Apache-2.0
/** Properties that hold for any input, tested by a coverage-guided fuzzer. */
@NullMarked
package io.headerhop.fuzz;

import org.jspecify.annotations.NullMarked;
