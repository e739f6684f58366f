// SPDX-License-Identifier: Apache-2.0
package io.headerhop.support;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The bootstrap file of an Envoy beside one service, as Istio would configure it: the templates in {@code envoy/} among
 * the resources, filled in.
 *
 * @param service the name under which its spans appear
 * @param collector where the spans are sent, over http
 * @param tag a custom tag for each span, as written in Envoy's configuration
 * @param sampling the percentage of requests traced if nobody has decided
 * @param requestIdDecides whether a request's x-request-id can say that it is traced
 */
public record EnvoyConfig(
        String service,
        Tracer tracer,
        URI collector,
        String tag,
        int sampling,
        boolean requestIdDecides,
        List<Listener> listeners) {
    private static final int HTTP = 80;
    private static final String TRUST = """
            use_remote_address: true
            internal_address_config: {cidr_ranges: [{address_prefix: 127.0.0.0, prefix_len: 8}]}
            """;

    /**
     * One port of the sidecar.
     *
     * @param port 0 for one that the system chooses
     * @param trusting whether it treats callers as internal
     * @param routes by path prefix; the first match wins
     */
    public record Listener(String name, int port, Direction direction, boolean trusting, List<Route> routes) {}

    /** From outside to the service, whose spans are SERVER spans, or from the service to another: CLIENT spans. */
    public enum Direction {
        INBOUND,
        OUTBOUND
    }

    /** Where requests to this path go. */
    public record Route(String prefix, String cluster, URI upstream) {}

    /** The file, as Envoy reads it. */
    public String yaml() throws IOException {
        Map<String, Object> values = new HashMap<>();
        values.put("service", service);
        values.put("tag", tag);
        values.put("spans_host", collector.getHost());
        values.put("sampling", sampling);
        values.put("request_id_decides", requestIdDecides);
        values.put("tracer", Template.fill(tracer.template(), values));
        StringBuilder filledIn = new StringBuilder();
        Set<String> clusters = new LinkedHashSet<>();
        for (Listener listener : listeners) {
            values.putAll(Map.of("name", listener.name(), "port", listener.port()));
            values.put("direction", listener.direction());
            values.put("trust", listener.trusting() ? TRUST : "");
            values.put("routes", String.join("", routes(listener)));
            filledIn.append(Template.fill("/envoy/listener.yaml", values));
            for (Route route : listener.routes()) {
                clusters.add(cluster(route.cluster(), route.upstream()));
            }
        }
        clusters.add(cluster("spans", collector));
        values.put("listeners", filledIn);
        values.put("clusters", String.join("", clusters));
        return Template.fill("/envoy/sidecar.yaml", values);
    }

    private List<String> routes(Listener listener) {
        String called = listener.direction() == Direction.INBOUND ? service : listener.name();
        return listener.routes().stream()
                .map(route -> "- {match: {prefix: %s}, route: {cluster: %s}, decorator: {operation: \"%s/*\"}}\n"
                        .formatted(route.prefix(), route.cluster(), called))
                .toList();
    }

    private static String cluster(String name, URI upstream) throws IOException {
        int port = upstream.getPort() < 0 ? HTTP : upstream.getPort();
        return Template.fill("/envoy/cluster.yaml", Map.of("name", name, "host", upstream.getHost(), "port", port));
    }
}
