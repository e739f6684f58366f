// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;

/** A proxy asked for a tunnel is an untrusted host on the way, not the destination. */
class ProxyTunnelTest {
    @Test
    void theRequestForATunnelGetsNothingFromAClassicClient() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                CloseableHttpClient client = HeaderPropagationInterceptors.install(HttpClients.custom())
                        .setProxy(new HttpHost("127.0.0.1", proxy.getLocalPort()))
                        .build();
                Scope scope = Headers.ofRequest(1).makeCurrent()) {
            FutureTask<List<String>> connect = new FutureTask<>(() -> refuse(proxy));
            new Thread(connect).start();
            assertThat(catchThrowable(() -> client.execute(new HttpGet("https://inventory/"), response -> null)))
                    .satisfiesAnyOf(
                            e -> assertThat(e).isNull(), e -> assertThat(e).isInstanceOf(IOException.class));
            assertThatItHasNothingOfOurs(connect);
        }
    }

    @Test
    void theRequestForATunnelGetsNothingFromAnAsynchronousClient() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                CloseableHttpAsyncClient client = HeaderPropagationInterceptors.install(HttpAsyncClients.custom())
                        .setProxy(new HttpHost("127.0.0.1", proxy.getLocalPort()))
                        .build();
                Scope scope = Headers.ofRequest(1).makeCurrent()) {
            client.start();
            FutureTask<List<String>> connect = new FutureTask<>(() -> refuse(proxy));
            new Thread(connect).start();
            client.execute(SimpleRequestBuilder.get("https://inventory/").build(), null);
            assertThatItHasNothingOfOurs(connect);
        }
    }

    private static void assertThatItHasNothingOfOurs(FutureTask<List<String>> connect) throws Exception {
        assertThat(connect.get(10, TimeUnit.SECONDS))
                .anyMatch(line -> line.startsWith("CONNECT inventory:443"))
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("x-"));
    }

    private static List<String> refuse(ServerSocket proxy) throws IOException {
        try (Socket connection = proxy.accept();
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> head =
                    lines.lines().takeWhile(Predicate.not(String::isEmpty)).toList();
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8));
            return head;
        }
    }
}
