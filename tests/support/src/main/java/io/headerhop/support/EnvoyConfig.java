package io.headerhop.support;

import io.headerhop.support.Template;
import io.headerhop.examples.shop.sidecar.Sidecars.Outbound;
import io.headerhop.examples.shop.sidecar.Sidecars.Sidecar;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * Fills in the bootstrap files of the Envoys, which are {@code envoy/} among the resources.
 *
 * @param collector where the spans go, by http
 * @param run the value of the spans' tag {@code shop.run}
 */
record EnvoyConfig(Tracer tracer, URI collector, String run) {
    private static final int HTTP = 80;

    /** The file for one service, as Envoy reads it. */
    String of(Sidecar sidecar) throws IOException {
        Map<String, Object> values = new HashMap<>();
        values.put("service", sidecar.service());
        values.put("run", run);
        values.put("inbound", sidecar.port());
        values.put("application", sidecar.application().getPort());
        for (Outbound outbound : sidecar.outbound()) {
            values.put("to_" + outbound.service(), outbound.port());
            values.put(outbound.service(), outbound.upstream().getPort());
        }
        values.put("spans_host", collector.getHost());
        values.put("spans_port", collector.getPort() < 0 ? HTTP : collector.getPort());
        values.put("tracer", Template.fill(tracer.template(), values));
        return Template.fill("/envoy/" + sidecar.service() + ".yaml", values);
    }
}
