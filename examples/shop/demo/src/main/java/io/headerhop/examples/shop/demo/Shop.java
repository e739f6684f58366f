// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo;

import io.headerhop.examples.shop.bank.Bank;
import io.headerhop.examples.shop.demo.broken.BrokenStorefront;
import io.headerhop.examples.shop.demo.broken.Fault;
import io.headerhop.examples.shop.demo.sidecar.Sidecars;
import io.headerhop.examples.shop.demo.sidecar.Sidecars.Outbound;
import io.headerhop.examples.shop.demo.sidecar.Sidecars.Sidecar;
import io.headerhop.examples.shop.service.Environment;
import io.headerhop.examples.shop.service.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All services with their sidecars, and the bank, on this machine. Each has its own ports and threads. */
final class Shop {
    private static final String HEADERS = "headerhop.headers";
    private static final String ONE_THAT_NOBODY_SENDS = "x-no-header";

    private final Ports ports;
    private final boolean propagation;
    private final @Nullable Fault fault;
    private final Path folder;

    /**
     * @param propagation whether the services carry the headers; only their configuration differs, not their code
     * @param fault how the storefront loses headers; null if it does not
     * @param folder for the services' logs and other output
     */
    Shop(Ports ports, boolean propagation, @Nullable Fault fault, Path folder) {
        this.ports = ports;
        this.propagation = propagation;
        this.fault = fault;
        this.folder = folder;
    }

    /** Opens the shop: everything listens when this returns, and ends when {@code running} is closed. */
    void open(Sidecars sidecars, Running running) throws Exception {
        Files.createDirectories(folder);
        running.stopWith(sidecars);
        running.start(() -> Bank.start(new Environment(Map.of("PORT", Integer.toString(ports.bank())))));
        for (MeshService service : MeshService.values()) {
            Files.deleteIfExists(log(service));
            running.start(() -> sidecars.start(sidecar(service)));
            running.start(() -> start(service));
        }
    }

    /** A service reads which headers to carry when it starts. */
    private Running start(MeshService service) throws Exception {
        if (fault != null && service == MeshService.STOREFRONT) {
            return BrokenStorefront.start(environment(service), fault);
        }
        if (propagation) {
            return service.start(environment(service));
        }
        String before = System.setProperty(HEADERS, ONE_THAT_NOBODY_SENDS);
        try {
            return service.start(environment(service));
        } finally {
            if (before == null) {
                System.clearProperty(HEADERS);
            } else {
                System.setProperty(HEADERS, before);
            }
        }
    }

    private Path log(MeshService service) {
        return folder.resolve(service.service() + ".log");
    }

    private Sidecar sidecar(MeshService service) {
        List<Outbound> outbound = service.upstreams().stream()
                .map(to -> new Outbound(to.service(), ports.outbound(service, to), Ports.url(ports.sidecar(to))))
                .toList();
        return new Sidecar(service.service(), ports.sidecar(service), Ports.url(ports.application(service)), outbound);
    }

    /** What a container would get as environment variables. */
    private Environment environment(MeshService service) {
        Map<String, String> values = new HashMap<>();
        values.put("PORT", Integer.toString(ports.application(service)));
        values.put("LOG_FILE", log(service).toString());
        values.put(
                "WORK_FOLDER", folder.resolve("work").resolve(service.service()).toString());
        for (MeshService to : service.upstreams()) {
            values.put(
                    to.service().toUpperCase(Locale.ROOT) + "_URL",
                    Ports.url(ports.outbound(service, to)).toString());
        }
        if (service == MeshService.PAYMENT) {
            values.put("BANK_URL", Ports.url(ports.bank()).toString());
        }
        return new Environment(values);
    }
}
