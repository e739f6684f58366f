// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo.sidecar;

import brave.Span;
import brave.Tracer;
import brave.propagation.TraceContextOrSamplingFlags;
import org.eclipse.jetty.server.Request;

/** Makes the spans of one sidecar, named and tagged as Envoy does. */
final class Spans {
    private final Tracer tracer;
    private final String run;

    Spans(Tracer tracer, String run) {
        this.tracer = tracer;
        this.run = run;
    }

    RequestSpan start(Request request, SidecarPort port) {
        RequestId requestId = RequestId.of(request.getHeaders());
        TraceContextOrSamplingFlags context = InboundContext.of(request.getHeaders(), requestId.isSampled());
        if (context == null) {
            return new RequestSpan(requestId, null);
        }
        Span span = tracer.nextSpan(context)
                .kind(port.kind())
                .name(port.operation())
                .tag("component", "proxy")
                .tag("guid:x-request-id", requestId.text())
                .tag("http.method", request.getMethod())
                .tag("http.url", request.getHttpURI().asString())
                .tag("http.protocol", request.getConnectionMetaData().getProtocol())
                .tag("upstream_cluster", port.service())
                .tag("shop.run", run)
                .start();
        return new RequestSpan(requestId, span);
    }
}
