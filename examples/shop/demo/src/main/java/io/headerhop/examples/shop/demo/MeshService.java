// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo;

import io.headerhop.examples.shop.catalog.Catalog;
import io.headerhop.examples.shop.checkout.Checkout;
import io.headerhop.examples.shop.inventory.Inventory;
import io.headerhop.examples.shop.payment.Payment;
import io.headerhop.examples.shop.service.Environment;
import io.headerhop.examples.shop.service.Running;
import io.headerhop.examples.shop.storefront.Storefront;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The services in the mesh, and which others each one calls. The bank is not one of them. */
enum MeshService {
    STOREFRONT(0, Storefront::start, "catalog", "checkout"),
    CATALOG(10, Catalog::start),
    CHECKOUT(20, Checkout::start, "inventory", "payment"),
    PAYMENT(30, Payment::start),
    INVENTORY(40, Inventory::start, "catalog");

    private final int firstPort;
    private final Start start;
    private final List<String> upstreams;

    @FunctionalInterface
    private interface Start {
        Running with(Environment environment) throws Exception;
    }

    MeshService(int firstPort, Start start, String... upstreams) {
        this.firstPort = firstPort;
        this.start = start;
        this.upstreams = List.of(upstreams);
    }

    /** The name under which its spans appear. */
    String service() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its first port, as an offset from the first port of all. */
    int firstPort() {
        return firstPort;
    }

    List<MeshService> upstreams() {
        return upstreams.stream()
                .map(name -> valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();
    }

    Running start(Environment environment) throws Exception {
        return start.with(environment);
    }

    static List<String> services() {
        return Arrays.stream(values()).map(MeshService::service).toList();
    }

    /** One where the request comes in, and two for each call between services. */
    static int spansPerRequest() {
        return 1 + 2 * Arrays.stream(values()).mapToInt(s -> s.upstreams.size()).sum();
    }
}
