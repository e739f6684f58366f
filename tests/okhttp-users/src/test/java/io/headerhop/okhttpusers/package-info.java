// SPDX-License-Identifier: Apache-2.0
/** Libraries that take an OkHttpClient or its builder, with Headerhop installed as a user would install it. */
@NullMarked
package io.headerhop.okhttpusers;

import org.jspecify.annotations.NullMarked;
