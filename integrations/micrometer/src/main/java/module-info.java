// SPDX-License-Identifier: Apache-2.0
/** What happens to headers, as Micrometer's meters. */
module io.headerhop.micrometer {
    requires static org.jspecify;
    requires io.headerhop;
    requires transitive micrometer.core;

    exports io.headerhop.micrometer;
}
