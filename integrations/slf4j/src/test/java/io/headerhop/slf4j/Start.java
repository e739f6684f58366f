// SPDX-License-Identifier: Apache-2.0
package io.headerhop.slf4j;

import io.headerhop.Adapters;
import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import java.util.Map;

/** What an inbound adapter does at start, and one request. */
final class Start {
    private Start() {}

    public static void main(String[] args) {
        HeaderPropagation rules = HeaderPropagation.fromEnvironment();
        Adapters.inbound("filter of a test", rules);
        try (Scope scope = rules.capture(Map.of("x-request-id", "first")).makeCurrent()) {
            System.out.println("served");
        }
    }
}
