// SPDX-License-Identifier: Apache-2.0
/** On servers with Jakarta Concurrency 3. */
package io.headerhop.servers.ee;
