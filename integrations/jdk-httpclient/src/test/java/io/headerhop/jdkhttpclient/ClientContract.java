// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import io.headerhop.contract.FollowingContract;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundContract;
import io.headerhop.contract.RedirectContract;
import java.net.http.HttpClient;

/** Everything that the client does by itself; the implementing test chooses the protocol and the way to send. */
interface ClientContract extends OutboundContract, RedirectContract, FollowingContract {
    WayToSend way();

    HttpClient client();

    /** A client set up in the same way. */
    HttpClient clientWithoutHeaderhop();

    @Override
    default PreparedCall prepare(OutboundCall call) {
        return way().prepare(client(), call);
    }

    @Override
    default PreparedCall prepareWithoutHeaderhop(OutboundCall call) {
        return way().prepare(clientWithoutHeaderhop(), call);
    }
}
