// SPDX-License-Identifier: Apache-2.0
/** One application on each server, which the test starts as a user would: as a process of its own. */
package io.headerhop.servers.tests;
