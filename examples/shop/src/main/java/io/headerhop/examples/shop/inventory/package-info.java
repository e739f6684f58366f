/** Reserves goods. */
@NullMarked
package io.headerhop.examples.shop.inventory;

import org.jspecify.annotations.NullMarked;
