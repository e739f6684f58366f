// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

/**
 * Tells who calls {@code rx()} on a CXF client that was given no executor. CXF takes the JDK's common pool then, to
 * which nobody can hand anything over; its other ways to invoke run request filters on the caller's thread.
 */
final class CxfClientWithoutExecutor implements ClientRequestFilter {
    private static final String RX = "org.apache.cxf.jaxrs.client.CompletionStageRxInvokerImpl";

    // The stack is looked at until then only.
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
