// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo.sidecar;

import java.net.URI;
import java.util.List;

/** Starts a sidecar beside each service. */
public interface Sidecars extends AutoCloseable {
    /** Starts the sidecar of one service; it listens when this returns. */
    AutoCloseable start(Sidecar sidecar) throws Exception;

    /**
     * The sidecar of one service.
     *
     * @param service the name under which its spans appear
     * @param port where it receives requests for the service
     * @param application where the service itself listens
     * @param outbound where the service reaches the others
     */
    record Sidecar(String service, int port, URI application, List<Outbound> outbound) {}

    /**
     * One way out of a service.
     *
     * @param service the name of the other one
     * @param port where the sidecar accepts calls to it
     * @param upstream where the other one's own sidecar listens
     */
    record Outbound(String service, int port, URI upstream) {}
}
