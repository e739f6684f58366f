// SPDX-License-Identifier: Apache-2.0
/** Current headers in the requests of the JDK's {@link java.net.http.HttpClient}. */
@NullMarked
package io.headerhop.jdkhttpclient;

import org.jspecify.annotations.NullMarked;
