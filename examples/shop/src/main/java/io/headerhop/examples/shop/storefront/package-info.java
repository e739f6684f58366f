// SPDX-License-Identifier: Apache-2.0
/** What the customer calls; it calls the catalog and the checkout at the same time. */
@NullMarked
package io.headerhop.examples.shop.storefront;

import org.jspecify.annotations.NullMarked;
