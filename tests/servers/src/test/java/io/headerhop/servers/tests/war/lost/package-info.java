// SPDX-License-Identifier: Apache-2.0
/** An application with two contexts of its own, and nothing of Headerhop's. */
package io.headerhop.servers.tests.war.lost;
