// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import static io.headerhop.contract.OutboundContract.DOWNSTREAM;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The lines of this module's README. */
class ReadmeTest {
    @Test
    void aClient() throws Exception {
        String path = DOWNSTREAM.path("readme");
        HttpRequest request = HttpRequest.newBuilder(DOWNSTREAM.uri(path)).build();
        HttpClient client = HeaderPropagationHttpClient.create(HttpClient.newHttpClient());
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            client.sendAsync(request, BodyHandlers.ofString()).join();
        }
        assertThat(DOWNSTREAM.receivedOnce(path)).contains(entry("x-request-id", Headers.requestId(1)));
    }

    @Test
    void aBuilder() throws Exception {
        String path = DOWNSTREAM.path("readme");
        HttpRequest request = HttpRequest.newBuilder(DOWNSTREAM.uri(path)).build();
        HttpClient client = HeaderPropagationHttpClient.build(HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(2)));
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            client.send(request, BodyHandlers.ofString());
        }
        assertThat(DOWNSTREAM.receivedOnce(path)).contains(entry("x-request-id", Headers.requestId(1)));
    }
}
