// SPDX-License-Identifier: Apache-2.0
/**
 * The TCK of Jakarta REST on Jersey, with the features of headerhop-jaxrs in all its servers and clients, or without.
 */
@NullMarked
package io.headerhop.tck;

import org.jspecify.annotations.NullMarked;
