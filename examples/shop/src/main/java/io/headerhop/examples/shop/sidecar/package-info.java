/** A stand-in for the Envoy that a mesh puts beside each service. Knows nothing of Headerhop. */
@NullMarked
package io.headerhop.examples.shop.sidecar;

import org.jspecify.annotations.NullMarked;
