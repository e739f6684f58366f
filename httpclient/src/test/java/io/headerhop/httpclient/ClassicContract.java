// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import io.headerhop.contract.OutboundCall;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;

/** All contracts of a classic client, with every way to execute a request. */
interface ClassicContract extends ClientContract {
    Way way();

    HttpClient client();

    /** A client set up in the same way. */
    HttpClient clientWithoutHeaderhop();

    enum Way {
        HANDLER {
            @Override
            int execute(HttpClient client, ClassicHttpRequest request) throws Exception {
                return client.execute(request, STATUS);
            }
        },
        HANDLER_AND_TARGET {
            @Override
            int execute(HttpClient client, ClassicHttpRequest request) throws Exception {
                return client.execute(RoutingSupport.determineHost(request), request, STATUS);
            }
        },
        OPEN {
            @Override
            int execute(HttpClient client, ClassicHttpRequest request) throws Exception {
                try (ClassicHttpResponse response =
                        client.executeOpen(RoutingSupport.determineHost(request), request, null)) {
                    return response.getCode();
                }
            }
        },
        RESPONSE {
            @Override
            @SuppressWarnings("deprecation")
            int execute(HttpClient client, ClassicHttpRequest request) throws Exception {
                try (ClassicHttpResponse response = (ClassicHttpResponse) client.execute(request)) {
                    return response.getCode();
                }
            }
        };

        private static final HttpClientResponseHandler<Integer> STATUS = ClassicHttpResponse::getCode;

        abstract int execute(HttpClient client, ClassicHttpRequest request) throws Exception;
    }

    @Override
    default PreparedCall prepare(OutboundCall call) {
        ClassicHttpRequest request = TestClients.classic(call);
        return () -> way().execute(client(), request);
    }

    @Override
    default PreparedCall prepareWithoutHeaderhop(OutboundCall call) {
        ClassicHttpRequest request = TestClients.classic(call);
        return () -> way().execute(clientWithoutHeaderhop(), request);
    }
}
