// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import io.headerhop.contract.InboundContract.RunningServer;
import jakarta.ws.rs.core.Application;

/** The server of an implementing test: all that the contracts need. */
public interface JaxrsServer {
    /** Starts a server on loopback, with the application at its root, that serves requests on this many threads. */
    RunningServer start(int workers, Application application) throws Exception;
}
