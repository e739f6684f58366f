// SPDX-License-Identifier: Apache-2.0
/** Knows products and prices. */
@NullMarked
package io.headerhop.examples.shop.catalog;

import org.jspecify.annotations.NullMarked;
