// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import io.headerhop.testkit.HeaderhopExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ShopTest {
    @RegisterExtension
    static final HeaderhopExtension mesh = HeaderhopExtension.start();

    @Test
    void everyCallCarriesTheHeadersOfItsOrder() throws Exception {
        try (Shop shop = new Shop(mesh.url())) {
            mesh.verify("http://localhost:" + shop.port() + "/orders");
        }
    }
}
