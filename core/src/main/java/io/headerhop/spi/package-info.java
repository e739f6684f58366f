// SPDX-License-Identifier: Apache-2.0
/**
 * What an adapter implements and gets back: it reads the headers of an inbound request, or writes those of an outbound
 * one. The way in is {@link io.headerhop.Adapters}. Applications need nothing from this package.
 */
@NullMarked
package io.headerhop.spi;

import org.jspecify.annotations.NullMarked;
