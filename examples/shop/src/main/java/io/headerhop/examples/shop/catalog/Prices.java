// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.catalog;

import java.util.Map;
import java.util.OptionalInt;

/**
 * What things cost. In the mesh, the canary release of the catalog has a discount: an order's price shows which of the
 * two was called. Immutable.
 *
 * @param discountPercent from 0 to 100
 */
record Prices(int discountPercent) {
    private static final Map<String, Integer> CENTS = Map.of("tea", 450, "honey", 890, "espresso-machine", 39_900);

    /** Empty for an unknown product. */
    OptionalInt cents(String product) {
        Integer cents = CENTS.get(product);
        return cents == null ? OptionalInt.empty() : OptionalInt.of(cents * (100 - discountPercent) / 100);
    }
}
