// SPDX-License-Identifier: Apache-2.0
/** Starts both services, sends requests to them, and counts what reached the service that they call. */
@NullMarked
package io.headerhop.examples.reviews.demo;

import org.jspecify.annotations.NullMarked;
