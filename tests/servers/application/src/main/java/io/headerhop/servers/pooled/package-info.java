// SPDX-License-Identifier: Apache-2.0
/** With a client that is given an executor. */
package io.headerhop.servers.pooled;
