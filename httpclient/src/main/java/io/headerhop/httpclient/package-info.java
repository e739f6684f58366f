// SPDX-License-Identifier: Apache-2.0
/** Current headers in the calls of Apache HttpClient 5. */
@NullMarked
package io.headerhop.httpclient;

import org.jspecify.annotations.NullMarked;
