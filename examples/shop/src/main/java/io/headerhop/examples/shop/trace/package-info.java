/** The tracing backend: Zipkin, what it returns, and how that looks in a terminal. */
@NullMarked
package io.headerhop.examples.shop.trace;

import org.jspecify.annotations.NullMarked;
