// SPDX-License-Identifier: Apache-2.0
/** What some of the web archives have besides. */
package io.headerhop.servers.tests.war;
