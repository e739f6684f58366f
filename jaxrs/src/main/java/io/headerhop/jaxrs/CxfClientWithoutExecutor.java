// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

/**
 * Warns if {@code rx()} is called on a CXF client without an executor. CXF then uses the JDK's common pool, to which
 * headers cannot be handed over; its other ways to invoke run request filters on the caller's thread.
 */
final class CxfClientWithoutExecutor implements ClientRequestFilter {
    private static final String RX = "org.apache.cxf.jaxrs.client.CompletionStageRxInvokerImpl";

    // The stack is inspected only until the warning has been given.
    private volatile boolean told;

    @Override
    public void filter(ClientRequestContext request) {
        if (!told && CapturedHeaders.current().isEmpty() && isCalledByRx()) {
            told = true;
            Adapters.warn("rx() of a CXF client that has no executor carries nothing: "
                    + HeaderPropagationClientFeature.GIVE_EXECUTOR);
        }
    }

    private static boolean isCalledByRx() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(RX)));
    }
}
