// SPDX-License-Identifier: Apache-2.0
package io.headerhop.coexistence;

import brave.Tracing;
import brave.http.HttpTracing;
import brave.jakarta.servlet.TracingFilter;
import brave.propagation.TraceContext;
import io.headerhop.servlet.contract.JettyServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A server with Brave in the called service, which makes its own span under the caller's. */
final class BraveServer implements AutoCloseable {
    private final Map<String, TraceContext> spans = new ConcurrentHashMap<>();
    private final Tracing tracing = Tracing.newBuilder()
            .localServiceName("server")
            .supportsJoin(false)
            .addSpanHandler(new BraveClient.KeepQuiet())
            .build();
    private final JettyServer server;

    BraveServer() throws Exception {
        server = JettyServer.start(4, new SpanNote(), TracingFilter.create(HttpTracing.create(tracing)));
    }

    /** Its root URL. */
    URI uri() {
        return server.uri().resolve("/");
    }

    /** The span that it made when this path was called; may be requested once. */
    TraceContext spanFor(String path) {
        TraceContext span = spans.remove(path);
        if (span == null) {
            throw new AssertionError(path + " was not called");
        }
        return span;
    }

    @Override
    public void close() throws Exception {
        server.close();
        tracing.close();
    }

    private final class SpanNote extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            TraceContext before = spans.put(
                    request.getRequestURI(), tracing.currentTraceContext().get());
            if (before != null) {
                throw new IllegalStateException(request.getRequestURI() + " was called twice");
            }
        }
    }
}
