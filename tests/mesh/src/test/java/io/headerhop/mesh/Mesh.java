package io.headerhop.mesh;

import io.headerhop.mesh.Programs.Envoy;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The four services, each behind its sidecar. There is one at a time: the next one ends it, or the end of the JVM. */
final class Mesh {
    private static final AtomicInteger REQUESTS = new AtomicInteger();
    private static final List<Sidecar> RUNNING = new ArrayList<>();

    private final Map<String, Sidecar> sidecars = new HashMap<>();
    private final Tracer tracer;

    private Mesh(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Every request is traced, unless its x-request-id says otherwise. */
    static Mesh start(Tracer tracer, Versions versions) {
        return start(tracer, versions, 100, true);
    }

    /** No request is traced, unless somebody asks for it. */
    static Mesh startWithoutSampling(Tracer tracer, Versions versions) {
        return start(tracer, versions, 0, true);
    }

    /** Every request is traced, whatever its x-request-id is. */
    static Mesh startIgnoringRequestIds(Tracer tracer, Versions versions) {
        return start(tracer, versions, 100, false);
    }

    private static Mesh start(Tracer tracer, Versions versions, int sampling, boolean requestIdDecides) {
        stop();
        // First of all, since it may turn out that the tests are skipped.
        Map<String, Envoy> envoys =
                Services.NAMES.stream().collect(Collectors.toMap(Function.identity(), versions::of));
        TraceStore store = tracer.store();
        Mesh mesh = new Mesh(tracer);
        for (String service : Services.NAMES) {
            Map<String, Object> values = new TreeMap<>();
            values.put("service", service);
            values.put("sampling", sampling);
            values.put("request_id_decides", requestIdDecides);
            values.put("spans", store.port());
            values.put("servlet", Services.named(service).servletPort());
            values.put("jaxrs", Services.named(service).jaxrsPort());
            mesh.sidecars.forEach((called, sidecar) -> values.put(called, sidecar.port("inbound")));
            values.put("tracer", Template.fill(tracer.template(), values));
            Sidecar sidecar = Sidecar.start(envoys.get(service), service, values);
            RUNNING.add(sidecar);
            mesh.sidecars.put(service, sidecar);
            Services.named(service)
                    .call(Services.upstreamsOf(service).stream()
                            .map(upstream -> Http.uri(sidecar.port(upstream), "/"))
                            .toList());
        }
        return mesh;
    }

    private static void stop() {
        RUNNING.forEach(Sidecar::close);
        RUNNING.clear();
    }

    Tracer tracer() {
        return tracer;
    }

    /** A request to service a. @param headers names and values in turn */
    Journey send(Handling handling, String... headers) throws IOException {
        return send("inbound", handling, headers);
    }

    /** A request to service a by the listener that takes the caller for internal. */
    Journey sendTrusted(Handling handling, String... headers) throws IOException {
        return send("inbound-trusting", handling, headers);
    }

    private Journey send(String listener, Handling handling, String... headers) throws IOException {
        String path = handling.path() + "/" + REQUESTS.incrementAndGet();
        URI uri = Http.uri(sidecars.get("a").port(listener), path);
        int status = Http.get(uri, headers).statusCode();
        if (status != 200) {
            throw new AssertionError(uri + " with " + Arrays.toString(headers) + " answered " + status);
        }
        return new Journey(path, this);
    }
}
