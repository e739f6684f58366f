// SPDX-License-Identifier: Apache-2.0
/** The jars as a user gets them: on the module path, on the class path, and in an image made by jlink. */
@NullMarked
package io.headerhop.modules;

import org.jspecify.annotations.NullMarked;
