// SPDX-License-Identifier: Apache-2.0
/** The same service with Headerhop. */
package io.headerhop.examples.reviews;
