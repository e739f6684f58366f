// SPDX-License-Identifier: Apache-2.0
/** Handlers on Javalin. */
package io.headerhop.servers.javalin;
