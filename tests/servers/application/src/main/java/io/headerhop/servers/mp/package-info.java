// SPDX-License-Identifier: Apache-2.0
/** On servers with MicroProfile Context Propagation. */
package io.headerhop.servers.mp;
