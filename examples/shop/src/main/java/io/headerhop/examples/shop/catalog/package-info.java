/** Knows products and prices. */
@NullMarked
package io.headerhop.examples.shop.catalog;

import org.jspecify.annotations.NullMarked;
