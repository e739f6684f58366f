package io.headerhop.support;

/** What Envoy writes into requests, and how it sends its spans. */
public enum Tracer {
    /** B3, and spans in Zipkin's format. */
    ZIPKIN("zipkin.yaml"),
    /** W3C's traceparent and tracestate, and spans in OpenTelemetry's. */
    OPENTELEMETRY("opentelemetry.yaml");

    private final String template;

    Tracer(String template) {
        this.template = template;
    }

    String template() {
        return "/envoy/" + template;
    }
}
