// SPDX-License-Identifier: Apache-2.0
/** What the tests on each JAX-RS implementation have in common. */
@NullMarked
package io.headerhop.jaxrs.contract;

import org.jspecify.annotations.NullMarked;
