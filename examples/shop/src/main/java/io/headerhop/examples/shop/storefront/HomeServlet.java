// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.storefront;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The home page, with links to click. */
final class HomeServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getServletPath().equals("/")) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType("text/html");
        response.getWriter().write("""
                <!DOCTYPE html>
                <title>The shop</title>
                <h1>The shop</h1>
                <ul>
                <li><a href="/buy/tea">Buy tea</a>
                <li><a href="/buy/honey">Buy honey</a>
                <li><a href="/buy/espresso-machine">Buy an espresso machine</a>, which fails: the bank takes too long
                </ul>
                """);
    }
}
