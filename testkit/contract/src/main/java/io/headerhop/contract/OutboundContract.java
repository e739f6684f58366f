// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

/** What every outbound adapter does, whatever else its client can do. */
public interface OutboundContract
        extends CarryingContract, OwnHeadersContract, CopiedHeadersContract, DestinationContract {}
