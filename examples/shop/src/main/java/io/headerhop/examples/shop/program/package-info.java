/** The programs that run beside the demo, each as a process of its own: Envoy, Zipkin, Jaeger. */
@NullMarked
package io.headerhop.examples.shop.program;

import org.jspecify.annotations.NullMarked;
