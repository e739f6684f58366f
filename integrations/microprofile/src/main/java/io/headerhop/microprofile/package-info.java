// SPDX-License-Identifier: Apache-2.0
/** Carries headers in MicroProfile's REST clients, and on managed executors of MicroProfile and Jakarta EE. */
@NullMarked
package io.headerhop.microprofile;

import org.jspecify.annotations.NullMarked;
