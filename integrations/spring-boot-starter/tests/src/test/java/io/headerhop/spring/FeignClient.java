// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import feign.Client;
import feign.Request;
import feign.Response;
import feign.hc5.ApacheHttp5Client;
import feign.okhttp.OkHttpClient;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundClient.PreparedCall;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The clients that OpenFeign brings along. */
enum FeignClient {
    DEFAULT(new Client.Default(null, null)),
    HTTP_CLIENT_5(new ApacheHttp5Client()),
    OK_HTTP(new OkHttpClient());

    private final Client alone;
    private final Client carrying;

    FeignClient(Client client) {
        alone = client;
        carrying = new FeignClientCapability().enrich(client);
    }

    PreparedCall prepare(OutboundCall call) {
        return prepare(call, carrying);
    }

    PreparedCall prepareAlone(OutboundCall call) {
        return prepare(call, alone);
    }

    private static PreparedCall prepare(OutboundCall call, Client client) {
        Map<String, Collection<String>> headers = new TreeMap<>();
        call.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        byte[] body = call.body() == null ? null : call.body().getBytes(StandardCharsets.UTF_8);
        Request request = Request.create(
                Request.HttpMethod.valueOf(call.method()),
                call.uri().toString(),
                headers,
                body,
                StandardCharsets.UTF_8,
                null);
        return () -> {
            try (Response response =
                    client.execute(request, new Request.Options(10, TimeUnit.SECONDS, 60, TimeUnit.SECONDS, true))) {
                return response.status();
            }
        };
    }
}
