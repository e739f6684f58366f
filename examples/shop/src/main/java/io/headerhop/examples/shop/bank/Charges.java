// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.bank;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers {@code POST /charges}: checking a large amount takes longer than payment waits. */
final class Charges implements HttpHandler {
    private static final int LARGE_CENTS = 30_000;
    private static final int LOOKED_AT_FOR_MILLIS = 1500;
    private static final int MAX_BODY = 1000;

    private final Received received;

    Charges(Received received) {
        this.received = received;
    }

    private record Charge(String product, int cents) {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readNBytes(MAX_BODY), StandardCharsets.UTF_8);
            Charge charge = new Gson().fromJson(body, Charge.class);
            received.add(charge.product(), exchange.getRequestHeaders());
            if (charge.cents() >= LARGE_CENTS) {
                Thread.sleep(LOOKED_AT_FOR_MILLIS);
            }
            exchange.sendResponseHeaders(204, -1);
        } catch (JsonParseException | NullPointerException e) {
            exchange.sendResponseHeaders(400, -1);
        } catch (InterruptedException e) {
            // the bank closes
            Thread.currentThread().interrupt();
        }
    }
}
