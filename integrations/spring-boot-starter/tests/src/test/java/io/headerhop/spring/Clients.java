// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The clients by name: from a path of the other service to its answer. */
record Clients(Map<String, UnaryOperator<String>> all) {
    String call(String client, String path) {
        return Objects.requireNonNull(all.get(client), client).apply(path);
    }
}
