// SPDX-License-Identifier: Apache-2.0
/**
 * Four services behind real Envoy sidecars, a → b, c and b → d, and what one request through them looks like in a real
 * Zipkin or Jaeger.
 */
package io.headerhop.mesh;
