// SPDX-License-Identifier: Apache-2.0
package io.headerhop.support;

/** What Envoy writes into requests and how it sends its spans, by Istio provider. */
public enum Tracer {
    /** B3, and spans in Zipkin's format. */
    ZIPKIN("zipkin.yaml"),
    /** The same, with W3C's traceparent and tracestate beside B3. */
    ZIPKIN_WITH_W3C("zipkin-with-w3c.yaml"),
    /** W3C's traceparent and tracestate, and spans in OpenTelemetry's format. */
    OPENTELEMETRY("opentelemetry.yaml");

    private final String template;

    Tracer(String template) {
        this.template = template;
    }

    String template() {
        return "/envoy/" + template;
    }
}
