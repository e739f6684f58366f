// SPDX-License-Identifier: Apache-2.0
/**
 * Captures the headers of inbound requests in a servlet container and keeps them current on every thread on which the
 * container serves the request.
 */
module io.headerhop.servlet {
    requires static org.jspecify;
    requires transitive io.headerhop;
    requires transitive jakarta.servlet;

    exports io.headerhop.servlet;

    provides jakarta.servlet.ServletContainerInitializer with
            io.headerhop.servlet.HeaderPropagationInitializer;
}
