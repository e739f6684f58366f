// SPDX-License-Identifier: Apache-2.0
/** Current headers in the calls of OkHttp, and of what is built on its call factory, such as Retrofit. */
@NullMarked
package io.headerhop.okhttp;

import org.jspecify.annotations.NullMarked;
