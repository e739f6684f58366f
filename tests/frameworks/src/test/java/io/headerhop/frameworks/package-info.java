// SPDX-License-Identifier: Apache-2.0
/** Frameworks and servers that Headerhop is installed in as their users do it. */
@NullMarked
package io.headerhop.frameworks;

import org.jspecify.annotations.NullMarked;
