// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A servlet that copies headers by hand, or none: no Headerhop anywhere. */
final class CopyingServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Service service;
    private final transient HttpClient client = HttpClient.newHttpClient();

    CopyingServlet(Service service) {
        this.service = service;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String path = request.getRequestURI();
        Copying copying = Copying.of(path.split("/")[2]);
        Map<String, String> headers = CallingServlet.headersOf(request);
        response.setStatus(service.serve(path, headers, uri -> get(uri, copying, headers)));
    }

    private CompletableFuture<Integer> get(URI uri, Copying copying, Map<String, String> headers) {
        HttpRequest.Builder call = HttpRequest.newBuilder(uri);
        copying.names().stream().filter(headers::containsKey).forEach(name -> call.header(name, headers.get(name)));
        return client.sendAsync(call.build(), BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
    }
}
