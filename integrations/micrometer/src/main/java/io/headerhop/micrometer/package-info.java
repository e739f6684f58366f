// SPDX-License-Identifier: Apache-2.0
/** What happens to headers, as Micrometer's meters. */
@NullMarked
package io.headerhop.micrometer;

import org.jspecify.annotations.NullMarked;
