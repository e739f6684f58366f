// SPDX-License-Identifier: Apache-2.0
/** Shows the current headers in the log: SLF4J's MDC has them. */
module io.headerhop.slf4j {
    requires static org.jspecify;
    requires transitive io.headerhop;
    requires org.slf4j;

    exports io.headerhop.slf4j;

    provides io.headerhop.spi.CurrentListener with
            io.headerhop.slf4j.MdcListener;
}
