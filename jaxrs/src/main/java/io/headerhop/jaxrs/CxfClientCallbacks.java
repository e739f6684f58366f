// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import io.headerhop.CapturedHeaders;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.util.concurrent.Executor;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.PhaseInterceptorChain;
import org.jspecify.annotations.Nullable;

/**
 * For a CXF client with an executor: a callback runs there with its call's headers, even if the conduit submits it from
 * a thread of its own, as the one for Apache's asynchronous client does.
 */
final class CxfClientCallbacks implements ClientRequestFilter {
    @Override
    public void filter(ClientRequestContext request) {
        @Nullable Message message = PhaseInterceptorChain.getCurrentMessage();
        if (message == null || message.getExchange().isSynchronous()) {
            return;
        }
        @Nullable Executor executor = message.getExchange().get(Executor.class);
        if (executor != null) {
            CapturedHeaders headers = CapturedHeaders.current();
            message.getExchange().put(Executor.class, task -> executor.execute(headers.wrap(task)));
        }
    }
}
