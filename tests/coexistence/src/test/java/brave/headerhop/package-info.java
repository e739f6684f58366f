// SPDX-License-Identifier: Apache-2.0
/** Brave's own suites, which need their subject in a package named like Brave's. */
@NullMarked
package brave.headerhop;

import org.jspecify.annotations.NullMarked;
