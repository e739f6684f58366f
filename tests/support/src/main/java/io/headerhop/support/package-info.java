/** The tracing backend: Zipkin or Jaeger, what it returns, and how that looks in a terminal. */
@NullMarked
package io.headerhop.support;

import org.jspecify.annotations.NullMarked;
