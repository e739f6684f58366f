// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import io.headerhop.support.EnvoyConfig;
import io.headerhop.support.EnvoyConfig.Direction;
import io.headerhop.support.EnvoyConfig.Listener;
import io.headerhop.support.EnvoyConfig.Route;
import io.headerhop.support.EnvoySidecar;
import io.headerhop.support.Http;
import io.headerhop.support.Programs.Envoy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The four services, each behind its sidecar. There is one at a time; it ends when the next one starts or the JVM ends.
 */
final class Mesh {
    private static final String INBOUND = "inbound";
    private static final String TRUSTING = "inbound-trusting";
    private static final String SPANS_BY_PATH = "{tag: path, request_header: {name: \":path\"}}";
    private static final AtomicInteger REQUESTS = new AtomicInteger();
    private static final List<EnvoySidecar> RUNNING = new ArrayList<>();

    // By service and listener
    private final Map<String, Map<String, Integer>> ports = new HashMap<>();
    private final Tracer tracer;

    private Mesh(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Every request is traced, unless its x-request-id says otherwise. */
    static Mesh start(Tracer tracer, Versions versions) throws Exception {
        return start(tracer, versions, 100, true);
    }

    /** No request is traced unless a caller asks for it. */
    static Mesh startWithoutSampling(Tracer tracer, Versions versions) throws Exception {
        return start(tracer, versions, 0, true);
    }

    /** Every request is traced, whatever its x-request-id says. */
    static Mesh startIgnoringRequestIds(Tracer tracer, Versions versions) throws Exception {
        return start(tracer, versions, 100, false);
    }

    private static Mesh start(Tracer tracer, Versions versions, int sampling, boolean requestIdDecides)
            throws Exception {
        stop();
        // Before anything is started, since the tests may turn out to be skipped.
        Map<String, Envoy> envoys =
                Services.NAMES.stream().collect(Collectors.toMap(Function.identity(), versions::of));
        URI spans = tracer.backend().spans();
        Mesh mesh = new Mesh(tracer);
        for (String name : Services.NAMES) {
            EnvoyConfig config = new EnvoyConfig(
                    name, tracer.ofEnvoy(), spans, SPANS_BY_PATH, sampling, requestIdDecides, mesh.listeners(name));
            EnvoySidecar sidecar = EnvoySidecar.start(envoys.get(name).path(), config, Path.of("target/sidecars"));
            RUNNING.add(sidecar);
            Map<String, Integer> ports = sidecar.ports();
            mesh.ports.put(name, ports);
            Services.named(name)
                    .call(Services.upstreamsOf(name).stream()
                            .map(upstream -> Http.uri(ports.get(upstream), "/"))
                            .toList());
        }
        return mesh;
    }

    /** The listeners for outside callers, for callers treated as internal, and for outbound calls. */
    private List<Listener> listeners(String name) {
        Service service = Services.named(name);
        List<Route> routes = List.of(
                new Route("/jaxrs/", "jaxrs", Http.uri(service.jaxrsPort(), "")),
                new Route("/", "servlet", Http.uri(service.servletPort(), "")));
        List<Listener> listeners = new ArrayList<>();
        listeners.add(new Listener(INBOUND, 0, Direction.INBOUND, false, routes));
        listeners.add(new Listener(TRUSTING, 0, Direction.INBOUND, true, routes));
        for (String upstream : Services.upstreamsOf(name)) {
            URI sidecar = Http.uri(ports.get(upstream).get(INBOUND), "");
            listeners.add(
                    new Listener(upstream, 0, Direction.OUTBOUND, false, List.of(new Route("/", upstream, sidecar))));
        }
        return listeners;
    }

    private static void stop() throws InterruptedException {
        for (EnvoySidecar sidecar : RUNNING) {
            sidecar.close();
        }
        RUNNING.clear();
    }

    Tracer tracer() {
        return tracer;
    }

    /** A request to service a. @param headers names and values in turn */
    Journey send(Handling handling, String... headers) throws IOException {
        return send(INBOUND, handling, headers);
    }

    /** A request to service a through the listener that treats the caller as internal. */
    Journey sendTrusted(Handling handling, String... headers) throws IOException {
        return send(TRUSTING, handling, headers);
    }

    private Journey send(String listener, Handling handling, String... headers) throws IOException {
        String path = handling.path() + "/" + REQUESTS.incrementAndGet();
        URI uri = Http.uri(ports.get("a").get(listener), path);
        int status = Http.get(uri, headers).statusCode();
        if (status != 200) {
            throw new AssertionError(uri + " with " + Arrays.toString(headers) + " answered " + status);
        }
        return new Journey(path, this);
    }
}
