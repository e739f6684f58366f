// SPDX-License-Identifier: Apache-2.0
/**
 * Proves that a service passes the headers of each request on to the calls it makes for it.
 * {@link io.headerhop.testkit.HeaderCheck} sends requests into the running service,
 * {@link io.headerhop.testkit.Downstream} stands in for what it calls, and {@link io.headerhop.testkit.CheckReport}
 * says which call lost what, and why most likely. In a JUnit test, {@link io.headerhop.testkit.HeaderhopExtension} does
 * all of it.
 */
@NullMarked
package io.headerhop.testkit;

import org.jspecify.annotations.NullMarked;
