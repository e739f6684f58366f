// SPDX-License-Identifier: Apache-2.0
/** Suites of Brave's that take their subject from a package of its name. */
@NullMarked
package brave.headerhop;

import org.jspecify.annotations.NullMarked;
