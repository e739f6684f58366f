// SPDX-License-Identifier: Apache-2.0
/** Makes Micrometer's context-propagation carry the current headers. */
module io.headerhop.micrometercontext {
    requires static org.jspecify;
    requires transitive io.headerhop;
    requires transitive context.propagation;

    exports io.headerhop.micrometercontext;

    provides io.micrometer.context.ThreadLocalAccessor with
            io.headerhop.micrometercontext.HeaderPropagationThreadLocalAccessor;
}
