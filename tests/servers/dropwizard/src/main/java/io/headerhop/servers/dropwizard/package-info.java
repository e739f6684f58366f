// SPDX-License-Identifier: Apache-2.0
/** What belongs to Dropwizard alone. */
package io.headerhop.servers.dropwizard;
