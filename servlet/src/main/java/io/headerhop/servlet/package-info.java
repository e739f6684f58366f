// SPDX-License-Identifier: Apache-2.0
/** Capturing in a servlet container: one filter, and the initializer that registers it. */
@NullMarked
package io.headerhop.servlet;

import org.jspecify.annotations.NullMarked;
