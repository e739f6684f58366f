// SPDX-License-Identifier: Apache-2.0
/** Carries headers on RESTEasy's executors. Found automatically; applications need to call nothing here. */
@NullMarked
package io.headerhop.jaxrs.resteasy;

import org.jspecify.annotations.NullMarked;
