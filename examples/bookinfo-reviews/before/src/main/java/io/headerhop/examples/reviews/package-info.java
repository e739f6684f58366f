// SPDX-License-Identifier: Apache-2.0
/** A service of the shape of Bookinfo's {@code reviews}, which forwards headers by hand. */
package io.headerhop.examples.reviews;
