// SPDX-License-Identifier: Apache-2.0
/** For servers with servlets. */
package io.headerhop.servers.servlet;
