// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.storefront;

import com.google.gson.Gson;
import io.headerhop.examples.shop.service.RequestLog;
import io.headerhop.examples.shop.storefront.Upstreams.Answer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/** Answers {@code GET /buy/NAME}: looks at the product and orders it at the same time. No thread blocks on either. */
final class BuyServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Upstreams upstreams;
    private final transient RequestLog log;

    BuyServlet(Upstreams upstreams, RequestLog log) {
        this.upstreams = upstreams;
        this.log = log;
    }

    private record Outcome(String product, String answer) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String product =
                request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        log.write("someone buys " + product);
        AsyncContext async = request.startAsync();
        async.setTimeout(10_000);
        CompletableFuture<Answer> unused = upstreams
                .product(product)
                .thenCombine(upstreams.order(product), (shown, ordered) -> shown.isGood() ? ordered : shown)
                .whenComplete((answer, failure) -> {
                    if (answer == null) {
                        write(response, 502, product, String.valueOf(failure.getMessage()));
                    } else {
                        int status = answer.isGood() ? 200 : answer.status() == 404 ? 404 : 502;
                        write(response, status, product, answer.text());
                    }
                    async.complete();
                });
    }

    private static void write(HttpServletResponse response, int status, String product, String answer) {
        response.setStatus(status);
        response.setContentType("application/json");
        try {
            response.getWriter().write(new Gson().toJson(new Outcome(product, answer)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
