// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.catalog;

import java.util.Map;
import java.util.OptionalInt;

/**
 * What things cost. A catalog with a discount is what a canary release of it is in the mesh: an order's price shows
 * which of the two was asked. Immutable.
 *
 * @param discountPercent from 0 to 100
 */
record Prices(int discountPercent) {
    private static final Map<String, Integer> CENTS = Map.of("tea", 450, "honey", 890, "espresso-machine", 39_900);

    /** Nothing for a product that is unknown. */
    OptionalInt cents(String product) {
        Integer cents = CENTS.get(product);
        return cents == null ? OptionalInt.empty() : OptionalInt.of(cents * (100 - discountPercent) / 100);
    }
}
