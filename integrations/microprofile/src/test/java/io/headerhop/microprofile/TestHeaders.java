// SPDX-License-Identifier: Apache-2.0
package io.headerhop.microprofile;

import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import java.util.Map;

/** Requests as they come in, and what code finds that works for them. */
final class TestHeaders {
    static final String NOTHING = "nothing";

    // Not the default rules: those of a request without headers are then not CapturedHeaders.none().
    private static final HeaderPropagation RULES = HeaderPropagation.istio().plus("x-canary");

    private TestHeaders() {}

    static CapturedHeaders of(String id) {
        return id.equals(NOTHING) ? RULES.capture(Map.of()) : RULES.capture(Map.of("x-request-id", id));
    }

    static String current() {
        String id = CapturedHeaders.current().first("x-request-id");
        return id == null ? NOTHING : id;
    }
}
