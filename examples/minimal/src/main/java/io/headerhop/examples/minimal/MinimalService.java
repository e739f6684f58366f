// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.minimal;

import io.headerhop.HeaderPropagation;
import io.headerhop.okhttp.HeaderPropagationCallFactory;
import io.headerhop.servlet.HeaderPropagationInitializer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;

/** A service that answers each request with another service's response. */
public final class MinimalService {
    private MinimalService() {}

    /** Starts the service: {@code MinimalService PORT UPSTREAM-URL}. */
    public static void main(String[] arguments) throws Exception {
        start(Integer.parseInt(arguments[0]), arguments[1]).join();
    }

    static Server start(int port, String upstream) throws Exception {
        ServletContextHandler context = new ServletContextHandler();

        // Inbound: captures the headers of each request.
        context.addServletContainerInitializer(new HeaderPropagationInitializer(HeaderPropagation.fromEnvironment()));

        // Outbound: every call carries the headers of the request that triggered it.
        Call.Factory calls = HeaderPropagationCallFactory.create(new OkHttpClient());

        context.addServlet(new ServletHolder(new Relay(calls, upstream)), "/*");
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        server.setHandler(context);
        server.start();
        return server;
    }

    private static final class Relay extends HttpServlet {
        private static final long serialVersionUID = 1;

        private final transient Call.Factory calls;
        private final String upstream;

        Relay(Call.Factory calls, String upstream) {
            this.calls = calls;
            this.upstream = upstream;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Request call = new Request.Builder().url(upstream).build();
            try (Response answer = calls.newCall(call).execute()) {
                response.setStatus(answer.code());
                response.getOutputStream().write(answer.body().bytes());
            }
        }
    }
}
