// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.checkout;

import com.google.gson.Gson;
import io.headerhop.examples.shop.service.RequestLog;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Answers {@code POST /orders}: reserves first, then charges without blocking a thread while the bank answers. */
@Path("/orders")
public class OrderResource {
    private final InventoryClient inventory;
    private final PaymentClient payment;
    private final RequestLog log;

    OrderResource(InventoryClient inventory, PaymentClient payment, RequestLog log) {
        this.inventory = inventory;
        this.payment = payment;
        this.log = log;
    }

    private record Order(String product) {}

    private record Sale(String sold, int cents) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> order(String body) throws IOException {
        String product = new Gson().fromJson(body, Order.class).product();
        int cents = inventory.reserve(product);
        log.write("charging " + cents + " cents for " + product);
        return payment.charge(product, cents).handle((status, failure) -> {
            if (failure != null) {
                return failed("payment failed: " + failure.getMessage());
            }
            if (status >= 400) {
                return failed("payment answered " + status);
            }
            return Response.ok(new Gson().toJson(new Sale(product, cents))).build();
        });
    }

    private static Response failed(String why) {
        return Response.status(Response.Status.BAD_GATEWAY)
                .entity(new Gson().toJson(Map.of("failure", why)))
                .build();
    }
}
