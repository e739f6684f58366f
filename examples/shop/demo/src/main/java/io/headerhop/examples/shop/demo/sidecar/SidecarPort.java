// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo.sidecar;

import brave.Span;
import java.net.URI;

/**
 * One port of a sidecar.
 *
 * @param service the name of the service that the calls are for
 */
record SidecarPort(Direction direction, String service, int port, URI upstream) {
    enum Direction {
        INBOUND(Span.Kind.SERVER),
        OUTBOUND(Span.Kind.CLIENT);

        private final Span.Kind kind;

        Direction(Span.Kind kind) {
            this.kind = kind;
        }
    }

    Span.Kind kind() {
        return direction.kind;
    }

    /** Istio's name for a span: the host and the route's path. */
    String operation() {
        return service + "/*";
    }
}
