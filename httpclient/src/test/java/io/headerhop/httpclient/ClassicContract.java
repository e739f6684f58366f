// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import io.headerhop.contract.OutboundCall;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** All contracts that a classic client keeps. */
interface ClassicContract extends ClientContract {
    CloseableHttpClient client();

    @Override
    default PreparedCall prepare(OutboundCall call) {
        ClassicHttpRequest request = TestClients.classic(call);
        return () -> client().execute(request, response -> {
            EntityUtils.consume(response.getEntity());
            return response.getCode();
        });
    }
}
