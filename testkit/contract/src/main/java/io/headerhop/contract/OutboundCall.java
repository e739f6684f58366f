// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call as an application would write it: with its own headers and none of ours. */
public record OutboundCall(
        String method,
        URI uri,
        Map<String, String> headers,
        @Nullable String body) {
    public static OutboundCall get(URI uri) {
        return new OutboundCall("GET", uri, Map.of(), null);
    }

    public OutboundCall with(Map<String, String> ownHeaders) {
        return new OutboundCall(method, uri, ownHeaders, body);
    }
}
