// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.inventory;

import com.google.gson.Gson;
import io.headerhop.examples.shop.service.RequestLog;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.Executor;

/** Answers {@code POST /reservations} on the service's own worker threads. */
final class ReservationServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Executor workers;
    private final transient PriceList prices;
    private final transient RequestLog log;

    ReservationServlet(Executor workers, PriceList prices, RequestLog log) {
        this.workers = workers;
        this.prices = prices;
        this.log = log;
    }

    private record Wanted(String product) {}

    private record Reservation(String product, int cents) {}

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Wanted wanted = new Gson().fromJson(request.getReader(), Wanted.class);
        AsyncContext async = request.startAsync();
        async.setTimeout(5000);
        workers.execute(() -> {
            try {
                reserve(wanted.product(), response);
            } catch (IOException e) {
                log.write("could not reserve: " + e.getMessage());
                response.setStatus(HttpServletResponse.SC_BAD_GATEWAY);
            } finally {
                async.complete();
            }
        });
    }

    private void reserve(String product, HttpServletResponse response) throws IOException {
        OptionalInt cents = prices.cents(product);
        if (cents.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        log.write("reserved one " + product);
        response.setContentType("application/json");
        response.getWriter().write(new Gson().toJson(new Reservation(product, cents.getAsInt())));
    }
}
