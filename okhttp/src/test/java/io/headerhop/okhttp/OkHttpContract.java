// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttp;

import io.headerhop.contract.AuthenticationContract;
import io.headerhop.contract.FollowingContract;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundContract;
import io.headerhop.contract.RedirectContract;
import io.headerhop.contract.RetryContract;
import okhttp3.Call;

/** Everything that OkHttp does by itself; the implementing test chooses the protocol and the way to call. */
interface OkHttpContract
        extends OutboundContract, RedirectContract, FollowingContract, AuthenticationContract, RetryContract {
    WayToCall way();

    Call.Factory calls();

    /** A client set up in the same way. */
    Call.Factory callsWithoutHeaderhop();

    @Override
    default PreparedCall prepare(OutboundCall call) {
        return way().prepare(calls(), call);
    }

    @Override
    default PreparedCall prepareWithoutHeaderhop(OutboundCall call) {
        return way().prepare(callsWithoutHeaderhop(), call);
    }
}
