// SPDX-License-Identifier: Apache-2.0
/**
 * Carries the tracing headers of a service mesh from an inbound request to the outbound calls it causes. Has no
 * dependency at run time.
 */
module io.headerhop {
    requires static java.management;
    requires static jdk.jfr;
    requires static org.jspecify;

    exports io.headerhop;
    exports io.headerhop.spi;

    uses io.headerhop.spi.CurrentListener;
}
