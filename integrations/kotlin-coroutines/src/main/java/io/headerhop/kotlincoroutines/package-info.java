// SPDX-License-Identifier: Apache-2.0
/** Current headers in Kotlin's coroutines. */
@NullMarked
package io.headerhop.kotlincoroutines;

import org.jspecify.annotations.NullMarked;
