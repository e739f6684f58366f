package io.headerhop.examples.shop;

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

/** The services in the mesh, and whom each of them calls. The bank is not one of them. */
enum MeshService {
    STOREFRONT(Storefront::start, "catalog", "checkout"),
    CATALOG(Catalog::start),
    CHECKOUT(Checkout::start, "inventory", "payment"),
    PAYMENT(Payment::start),
    INVENTORY(Inventory::start, "catalog");

    private final Start start;
    private final List<String> upstreams;

    @FunctionalInterface
    private interface Start {
        Running with(Environment environment) throws Exception;
    }

    MeshService(Start start, String... upstreams) {
        this.start = start;
        this.upstreams = List.of(upstreams);
    }

    /** The name under which its spans appear. */
    String service() {
        return name().toLowerCase(Locale.ROOT);
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

    /** One where the request comes in, and two for each call from one service to another. */
    static int spansPerRequest() {
        return 1 + 2 * Arrays.stream(values()).mapToInt(s -> s.upstreams.size()).sum();
    }
}
