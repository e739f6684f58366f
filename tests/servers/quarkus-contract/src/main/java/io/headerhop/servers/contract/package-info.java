// SPDX-License-Identifier: Apache-2.0
/** The application of the contract that all inbound adapters keep. */
package io.headerhop.servers.contract;
