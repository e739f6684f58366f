// SPDX-License-Identifier: Apache-2.0
/** Charges the customer through the bank, which is outside the mesh. */
@NullMarked
package io.headerhop.examples.shop.payment;

import org.jspecify.annotations.NullMarked;
