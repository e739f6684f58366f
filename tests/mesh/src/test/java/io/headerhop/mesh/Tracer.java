package io.headerhop.mesh;

/** What the sidecars speak, and where they send their spans. */
enum Tracer {
    B3("zipkin.yaml"),
    B3_AND_W3C("zipkin-with-w3c.yaml"),
    W3C("opentelemetry.yaml");

    private final String template;

    Tracer(String template) {
        this.template = template;
    }

    String template() {
        return "/sidecars/" + template;
    }

    TraceStore store() {
        return this == W3C ? Jaeger.instance() : Zipkin.instance();
    }

    /** The headers of a caller who wants his request traced. */
    String[] sampledBy(Caller caller) {
        return this == W3C ? caller.traceparentWithRequestId() : caller.xB3();
    }

    /** The headers of a caller who does not want his request traced. */
    String[] unsampledBy(Caller caller) {
        return this == W3C ? caller.unsampledTraceparent() : new String[] {"x-b3-sampled", "0"};
    }

    /** What tells a service whether the request is traced; the last character says it. */
    String decisionHeader() {
        return this == W3C ? "traceparent" : "x-b3-sampled";
    }
}
