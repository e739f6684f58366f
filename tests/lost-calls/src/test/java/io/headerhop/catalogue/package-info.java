// SPDX-License-Identifier: Apache-2.0
/** Programs that lose the headers, and what is said of each. */
@NullMarked
package io.headerhop.catalogue;

import org.jspecify.annotations.NullMarked;
