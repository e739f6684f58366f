// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

/**
 * What is commonly written: a filter that reads a thread-local. Right where the filter runs on the thread that makes
 * the call, and nowhere else. For tests that show where that is.
 */
public final class ThreadLocalFilter implements ClientRequestFilter {
    public static final ThreadLocal<String> REQUEST_ID = new ThreadLocal<>();

    @Override
    public void filter(ClientRequestContext request) {
        String requestId = REQUEST_ID.get();
        if (requestId != null) {
            request.getHeaders().putSingle("x-request-id", requestId);
        }
    }
}
