// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

/**
 * The common approach: a filter that reads a thread-local. It works only if the filter runs on the thread that makes
 * the call; tests use it to show where that is so.
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
