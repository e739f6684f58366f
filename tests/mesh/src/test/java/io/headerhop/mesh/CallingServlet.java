// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A servlet behind the filter. */
final class CallingServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Service service;

    CallingServlet(Service service) {
        this.service = service;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(service.serve(request.getRequestURI(), headersOf(request)));
    }

    static Map<String, String> headersOf(HttpServletRequest request) {
        Map<String, String> headers = new TreeMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), String.join(",", Collections.list(request.getHeaders(name))));
        }
        return headers;
    }
}
