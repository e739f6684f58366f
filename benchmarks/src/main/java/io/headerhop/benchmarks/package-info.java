// SPDX-License-Identifier: Apache-2.0
/** What Headerhop costs, compared with hand-written code and tracers. */
@NullMarked
package io.headerhop.benchmarks;

import org.jspecify.annotations.NullMarked;
