// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.catalog;

import com.google.gson.Gson;
import io.headerhop.examples.shop.service.RequestLog;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalInt;

/** Answers {@code GET /products/NAME}, on a thread of its own, as you would for a slow database. */
final class ProductServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Prices prices;
    private final transient RequestLog log;

    ProductServlet(Prices prices, RequestLog log) {
        this.prices = prices;
        this.log = log;
    }

    private record Product(String product, int cents) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String name = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        AsyncContext async = request.startAsync();
        async.setTimeout(2000);
        async.start(() -> {
            answer(name, response);
            async.complete();
        });
    }

    private void answer(String name, HttpServletResponse response) {
        OptionalInt cents = prices.cents(name);
        log.write("product " + name + " " + (cents.isEmpty() ? "is unknown" : "costs " + cents.getAsInt() + " cents"));
        try {
            if (cents.isEmpty()) {
                response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            } else {
                response.setContentType("application/json");
                response.getWriter().write(new Gson().toJson(new Product(name, cents.getAsInt())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
