// SPDX-License-Identifier: Apache-2.0
/** Headers on RESTEasy's executors. All of it is found by itself; nothing here is for applications to use. */
@NullMarked
package io.headerhop.jaxrs.resteasy;

import org.jspecify.annotations.NullMarked;
