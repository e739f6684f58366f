// SPDX-License-Identifier: Apache-2.0
package io.headerhop.coexistence;

import io.headerhop.HeaderPropagation;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.RawHttp;
import io.headerhop.okhttp.HeaderPropagationCallFactory;
import io.headerhop.servlet.HeaderPropagationInitializer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;

/** A service with a tracer and Headerhop that answers each request by making a call. */
final class RelayService implements AutoCloseable {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    private final Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
    private final OkHttpClient client;

    /**
     * A started service.
     *
     * @param client with the tracer's interceptors
     * @param tracers the tracer's own filters
     */
    RelayService(HeaderPropagation propagation, OkHttpClient client, Filter... tracers) throws Exception {
        this.client = client;
        ServletContextHandler context = new ServletContextHandler();
        for (Filter tracer : tracers) {
            context.addFilter(new FilterHolder(tracer), "/*", EnumSet.allOf(DispatcherType.class));
        }
        context.addServletContainerInitializer(new HeaderPropagationInitializer(propagation));
        context.addServlet(new ServletHolder(new Relay(HeaderPropagationCallFactory.create(client))), "/*");
        server.setHandler(context);
        server.start();
    }

    /** What the called service receives when this one is called with these header lines; no header is repeated. */
    Map<String, String> receivedFor(String... headerLines) throws IOException {
        int port = ((NetworkConnector) server.getConnectors()[0]).getLocalPort();
        String path = DOWNSTREAM.path("called");
        RawHttp.Answer answer = RawHttp.get(URI.create("http://127.0.0.1:" + port + path), headerLines);
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
        return DOWNSTREAM.receivedOnce(path);
    }

    @Override
    public void close() throws Exception {
        server.stop();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    private static final class Relay extends HttpServlet {
        private static final long serialVersionUID = 1;

        private final transient Call.Factory calls;

        Relay(Call.Factory calls) {
            this.calls = calls;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String url = DOWNSTREAM.uri(request.getRequestURI()).toString();
            try (Response answer =
                    calls.newCall(new Request.Builder().url(url).build()).execute()) {
                response.setStatus(answer.code());
            }
        }
    }
}
