// SPDX-License-Identifier: Apache-2.0
/** With MicroProfile's REST client. */
package io.headerhop.servers.client;
