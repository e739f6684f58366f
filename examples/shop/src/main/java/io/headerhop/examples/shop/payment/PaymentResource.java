// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.payment;

import io.headerhop.examples.shop.service.RequestLog;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.SocketTimeoutException;

/** Answers {@code POST /payments}: passes the charge on to the bank, and does not wait long for it. */
@Path("/payments")
public class PaymentResource {
    private final WebTarget bank;
    private final RequestLog log;

    PaymentResource(WebTarget bank, RequestLog log) {
        this.bank = bank;
        this.log = log;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response pay(String charge) {
        try (Response answer = bank.path("charges").request().post(Entity.json(charge))) {
            log.write("the bank answered " + answer.getStatus());
            return Response.status(answer.getStatus()).build();
        } catch (ProcessingException e) {
            log.write("no answer from the bank: " + e.getMessage());
            boolean late = e.getCause() instanceof SocketTimeoutException;
            return Response.status(late ? Response.Status.GATEWAY_TIMEOUT : Response.Status.BAD_GATEWAY)
                    .build();
        }
    }
}
