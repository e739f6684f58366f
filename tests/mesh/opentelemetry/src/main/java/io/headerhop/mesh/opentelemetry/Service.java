// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh.opentelemetry;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The shop's services, called ones before their callers. */
enum Service {
    BANK("bank.Bank"),
    CATALOG("catalog.Catalog"),
    INVENTORY("inventory.Inventory", CATALOG),
    PAYMENT("payment.Payment"),
    CHECKOUT("checkout.Checkout", INVENTORY, PAYMENT),
    STOREFRONT("storefront.Storefront", CATALOG, CHECKOUT);

    private final String main;
    private final List<Service> upstreams;

    Service(String main, Service... upstreams) {
        this.main = "io.headerhop.examples.shop." + main;
        this.upstreams = List.of(upstreams);
    }

    /** Under which its spans appear. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String main() {
        return main;
    }

    /** Those that it calls through its sidecar. */
    List<Service> upstreams() {
        return upstreams;
    }

    /** All but the bank. */
    static List<Service> inMesh() {
        return Arrays.stream(values()).filter(service -> service != BANK).toList();
    }

    /** One where the request comes in, and two for each call between services. */
    static int sidecarSpansPerRequest() {
        return 1 + 2 * Arrays.stream(values()).mapToInt(s -> s.upstreams.size()).sum();
    }

    /** Of a variable that names this service's address. */
    String variable() {
        return name() + "_URL";
    }

    /** @param folder where it may write */
    Map<String, String> environment(Ports ports, Path folder) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PORT", Integer.toString(ports.application(this)));
        environment.put("WORK_FOLDER", folder.resolve("work").resolve(word()).toString());
        upstreams.forEach(to -> environment.put(to.variable(), Ports.url(ports.outbound(this, to))));
        if (this == PAYMENT) {
            environment.put(BANK.variable(), Ports.url(ports.application(BANK)));
            // For the extension; the service's own use of Headerhop leaves the bank out in its code.
            environment.put("HEADERHOP_DESTINATIONS", "addressed,-127.0.0.1:" + ports.application(BANK));
        }
        return environment;
    }
}
