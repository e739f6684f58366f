// SPDX-License-Identifier: Apache-2.0
/** A service under full load with faults, each of whose outbound calls is checked by its receiver. */
@NullMarked
package io.headerhop.soak;

import org.jspecify.annotations.NullMarked;
