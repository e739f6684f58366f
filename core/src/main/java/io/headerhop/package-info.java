// SPDX-License-Identifier: Apache-2.0
/**
 * The headers of the request that this thread works for: captured once, current while the request is served, injected
 * into each call that the request causes.
 */
@NullMarked
package io.headerhop;

import org.jspecify.annotations.NullMarked;
