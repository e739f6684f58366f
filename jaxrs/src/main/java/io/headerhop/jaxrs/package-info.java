// SPDX-License-Identifier: Apache-2.0
/** Carries headers through Jakarta REST (JAX-RS): captured in servers, injected in clients. */
@NullMarked
package io.headerhop.jaxrs;

import org.jspecify.annotations.NullMarked;
