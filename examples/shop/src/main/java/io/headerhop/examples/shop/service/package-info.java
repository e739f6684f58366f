// SPDX-License-Identifier: Apache-2.0
/** What all of the shop's services need: settings, a log and an orderly shutdown. */
@NullMarked
package io.headerhop.examples.shop.service;

import org.jspecify.annotations.NullMarked;
