// SPDX-License-Identifier: Apache-2.0
/** What belongs to Helidon alone. */
package io.headerhop.servers.helidon;
