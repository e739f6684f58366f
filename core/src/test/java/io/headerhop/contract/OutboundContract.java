// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

/** What every outbound adapter does, whatever its client can do beside that. */
public interface OutboundContract
        extends CarryingContract, OwnHeadersContract, CopiedHeadersContract, DestinationContract {}
