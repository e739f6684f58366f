// SPDX-License-Identifier: Apache-2.0
/** Headers of the current request in the calls of Apache HttpClient 5. */
@NullMarked
package io.headerhop.httpclient;

import org.jspecify.annotations.NullMarked;
