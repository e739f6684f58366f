// SPDX-License-Identifier: Apache-2.0
/** Captures the headers of requests to Quarkus REST. Found automatically; applications need to call nothing here. */
@NullMarked
package io.headerhop.quarkusrest;

import org.jspecify.annotations.NullMarked;
