// SPDX-License-Identifier: Apache-2.0
/** One application for all servers: what it answers is what the service that it calls has received. */
package io.headerhop.servers;
