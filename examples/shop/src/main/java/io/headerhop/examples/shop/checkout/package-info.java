// SPDX-License-Identifier: Apache-2.0
/** Takes an order: reserves the goods, then charges the customer. */
@NullMarked
package io.headerhop.examples.shop.checkout;

import org.jspecify.annotations.NullMarked;
