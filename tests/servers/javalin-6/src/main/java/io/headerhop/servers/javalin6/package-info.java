// SPDX-License-Identifier: Apache-2.0
/** The same handlers on Javalin 6. */
package io.headerhop.servers.javalin6;
