// SPDX-License-Identifier: Apache-2.0
/** The Envoys that a mesh puts beside each service, and a stand-in for them. Neither knows about Headerhop. */
@NullMarked
package io.headerhop.examples.shop.demo.sidecar;

import org.jspecify.annotations.NullMarked;
