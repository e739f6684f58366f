// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo.sidecar;

import io.headerhop.support.EnvoyConfig;
import io.headerhop.support.EnvoyConfig.Direction;
import io.headerhop.support.EnvoyConfig.Listener;
import io.headerhop.support.EnvoyConfig.Route;
import io.headerhop.support.EnvoySidecar;
import io.headerhop.support.Tracer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Real Envoys, each a process with a bootstrap file of its own.
 *
 * @param envoy the program
 * @param collector where the tracer's spans are sent, such as {@code http://127.0.0.1:9411}
 * @param run a word that each span has as its tag {@code shop.run}, for finding them again
 * @param folder for the bootstrap files, and what the Envoys print
 */
public record EnvoySidecars(Path envoy, Tracer tracer, URI collector, String run, Path folder) implements Sidecars {
    @Override
    public AutoCloseable start(Sidecar sidecar) throws Exception {
        List<Listener> listeners = new ArrayList<>();
        listeners.add(listener("inbound", sidecar.port(), Direction.INBOUND, "application", sidecar.application()));
        sidecar.outbound()
                .forEach(to -> listeners.add(
                        listener(to.service(), to.port(), Direction.OUTBOUND, to.service(), to.upstream())));
        String tag = "{tag: shop.run, literal: {value: \"" + run + "\"}}";
        EnvoyConfig config = new EnvoyConfig(sidecar.service(), tracer, collector, tag, 100, true, listeners);
        return EnvoySidecar.start(envoy, config, folder);
    }

    private static Listener listener(String name, int port, Direction direction, String cluster, URI upstream) {
        return new Listener(name, port, direction, false, List.of(new Route("/", cluster, upstream)));
    }

    /** Nothing to do: each Envoy is closed on its own. */
    @Override
    public void close() {}
}
