// SPDX-License-Identifier: Apache-2.0
/** What belongs to Quarkus alone. */
package io.headerhop.servers.quarkus;
