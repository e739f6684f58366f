// SPDX-License-Identifier: Apache-2.0
/** Runs the shop on one machine, sends orders, and shows what the tracing backend makes of them. */
@NullMarked
package io.headerhop.examples.shop.demo;

import org.jspecify.annotations.NullMarked;
