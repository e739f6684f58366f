// SPDX-License-Identifier: Apache-2.0
/** The current headers in SLF4J's MDC. */
@NullMarked
package io.headerhop.slf4j;

import org.jspecify.annotations.NullMarked;
