// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

/** What the sidecars speak, and where they send their spans. */
enum Tracer {
    B3(io.headerhop.support.Tracer.ZIPKIN),
    B3_AND_W3C(io.headerhop.support.Tracer.ZIPKIN_WITH_W3C),
    W3C(io.headerhop.support.Tracer.OPENTELEMETRY);

    private final io.headerhop.support.Tracer ofEnvoy;

    Tracer(io.headerhop.support.Tracer ofEnvoy) {
        this.ofEnvoy = ofEnvoy;
    }

    io.headerhop.support.Tracer ofEnvoy() {
        return ofEnvoy;
    }

    Backend backend() throws Exception {
        return this == W3C ? Backend.jaeger() : Backend.zipkin();
    }

    /** The headers of a caller that wants its request traced. */
    String[] sampledBy(Caller caller) {
        return this == W3C ? caller.traceparentWithRequestId() : caller.xB3();
    }

    /** The headers of a caller that does not want its request traced. */
    String[] unsampledBy(Caller caller) {
        return this == W3C ? caller.unsampledTraceparent() : new String[] {"x-b3-sampled", "0"};
    }

    /** The header that tells a service, by its last character, whether the request is traced. */
    String decisionHeader() {
        return this == W3C ? "traceparent" : "x-b3-sampled";
    }
}
