// SPDX-License-Identifier: Apache-2.0
/** What each of the shop's services needs and none of them is about: settings, a log, the end. */
@NullMarked
package io.headerhop.examples.shop.service;

import org.jspecify.annotations.NullMarked;
