// SPDX-License-Identifier: Apache-2.0
/** Frameworks and servers with Headerhop installed as a user would install it. */
@NullMarked
package io.headerhop.frameworks;

import org.jspecify.annotations.NullMarked;
