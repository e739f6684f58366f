// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lets a WireMock stand in for what a service calls, which a test may have anyway. */
public final class WireMockCalls {
    private WireMockCalls() {}

    /** The calls that this server receives from now on. Call this once for a server. */
    public static Calls of(WireMockServer server) {
        Calls calls = new Calls();
        server.addMockServiceRequestListener((request, response) -> calls.add(ReceivedCall.now(
                request.getMethod().getName(), request.getUrl(), headersOf(request), request.getBodyAsString())));
        return calls;
    }

    private static Map<String, List<String>> headersOf(Request request) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (HttpHeader header : request.getHeaders().all()) {
            headers.put(header.key(), header.values());
        }
        return headers;
    }
}
