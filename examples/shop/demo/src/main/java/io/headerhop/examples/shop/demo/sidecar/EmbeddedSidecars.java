// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo.sidecar;

import brave.Tracing;
import brave.sampler.Sampler;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import zipkin2.reporter.BytesMessageSender;
import zipkin2.reporter.brave.AsyncZipkinSpanHandler;
import zipkin2.reporter.urlconnection.URLConnectionSender;

/**
 * Sidecars inside this process: Jetty's proxy, and Brave for the spans. They treat a request like Envoy's Zipkin tracer
 * as Istio configures it (128-bit trace ids, no shared spans, B3 with W3C), as Envoy up to 1.39 does.
 *
 * <p>Unlike in Envoy, a caller that disconnects is noticed only when the response is written.
 */
public final class EmbeddedSidecars implements Sidecars {
    private final AsyncZipkinSpanHandler export;
    private final String run;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param zipkin the base URL of the tracing backend
     * @param run a word that each span has as its tag {@code shop.run}, for finding them again
     */
    public EmbeddedSidecars(URI zipkin, String run) {
        BytesMessageSender sender = URLConnectionSender.newBuilder()
                .endpoint(zipkin.resolve("/api/v2/spans").toString())
                .connectTimeout(2000)
                .readTimeout(5000)
                .build();
        this.export = AsyncZipkinSpanHandler.newBuilder(sender)
                .messageTimeout(200, TimeUnit.MILLISECONDS)
                .build();
        this.run = run;
    }

    @Override
    public AutoCloseable start(Sidecar sidecar) throws Exception {
        Tracing tracing = Tracing.newBuilder()
                .localServiceName(sidecar.service())
                .localIp("127.0.0.1")
                .localPort(sidecar.port())
                .traceId128Bit(true)
                .supportsJoin(false)
                .sampler(Sampler.ALWAYS_SAMPLE)
                .addSpanHandler(export)
                .build();
        List<SidecarPort> ports = new ArrayList<>();
        ports.add(new SidecarPort(
                SidecarPort.Direction.INBOUND, sidecar.service(), sidecar.port(), sidecar.application()));
        for (Outbound outbound : sidecar.outbound()) {
            ports.add(new SidecarPort(
                    SidecarPort.Direction.OUTBOUND, outbound.service(), outbound.port(), outbound.upstream()));
        }
        ProxyServer server = new ProxyServer(ports, new Spans(tracing.tracer(), run));
        server.start();
        return () -> {
            server.stop();
            tracing.close();
        };
    }

    /** Sends what has not been sent yet. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            export.flush();
            export.close();
        }
    }
}
