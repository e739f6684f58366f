// SPDX-License-Identifier: Apache-2.0
/** A storefront that loses headers on purpose: nothing to copy from. */
@NullMarked
package io.headerhop.examples.shop.demo.broken;

import org.jspecify.annotations.NullMarked;
