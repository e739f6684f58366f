// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofString;

import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundContract;
import java.net.http.HttpRequest;

class FieldClientTest implements OutboundContract {
    private final FieldClient client = new FieldClient();

    @Override
    public PreparedCall prepare(OutboundCall call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri());
        call.headers().forEach(request::header);
        request.method(call.method(), call.body() == null ? noBody() : ofString(call.body()));
        HttpRequest prepared = request.build();
        return () -> client.send(prepared);
    }
}
