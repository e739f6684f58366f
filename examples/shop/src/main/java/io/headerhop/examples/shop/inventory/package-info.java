// SPDX-License-Identifier: Apache-2.0
/** Reserves goods. */
@NullMarked
package io.headerhop.examples.shop.inventory;

import org.jspecify.annotations.NullMarked;
