// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The chain: a → b, c and b → d. */
final class Services {
    /** Called services before their callers. */
    static final List<String> NAMES = List.of("d", "c", "b", "a");

    private static final Map<String, Service> ALL = new TreeMap<>();

    static {
        NAMES.forEach(name -> ALL.put(name, Service.start(name)));
    }

    private Services() {}

    static Service named(String name) {
        return ALL.get(name);
    }

    /** Which services a service calls. */
    static List<String> upstreamsOf(String name) {
        return switch (name) {
            case "a" -> List.of("b", "c");
            case "b" -> List.of("d");
            default -> List.of();
        };
    }
}
