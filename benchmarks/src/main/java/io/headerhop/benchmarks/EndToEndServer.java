// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A service: Jetty, a contender's filter, and a servlet that makes one call through OkHttp and answers with the
 * response. Without arguments it is the called service, which answers with the headers it received, or with "ok".
 * Prints its port.
 */
final class EndToEndServer {
    /** Asks for the headers that the called service got. */
    static final String ECHO = "/echo";

    /** Asks for the process's CPU time in ns and the bytes that its threads have allocated. */
    static final String COST = "/cost";

    private EndToEndServer() {}

    public static void main(String[] arguments) throws Exception {
        int port = arguments.length == 0
                ? start(new Called())
                : start(service(
                        Contender.of(arguments[0], "jetty", Scenario.of("b3")), "http://127.0.0.1:" + arguments[1]));
        System.out.println(port);
    }

    private static int start(Handler handler) throws Exception {
        Server server = new Server(new QueuedThreadPool(16));
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(handler);
        server.start();
        return connector.getLocalPort();
    }

    private static Handler service(Contender contender, String called) {
        Call.Factory calls = contender.install(new OkHttpClient.Builder());
        ServletContextHandler context = new ServletContextHandler("/");
        context.addFilter(new FilterHolder(contender.filter()), "/*", EnumSet.allOf(DispatcherType.class));
        context.addServlet(new ServletHolder(new Relay(calls, called)), "/*");
        context.addServlet(new ServletHolder(new Cost()), COST);
        return context;
    }

    private static final class Called extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(org.eclipse.jetty.server.Request request, Response response, Callback callback) {
            String body = request.getHttpURI().getPath().equals(ECHO)
                    ? request.getHeaders().asString()
                    : "ok";
            response.getHeaders().put("Content-Length", body.length());
            response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.US_ASCII)), callback);
            return true;
        }
    }

    private static final class Relay extends HttpServlet {
        private static final long serialVersionUID = 1;

        private final transient Call.Factory calls;
        private final String called;

        Relay(Call.Factory calls, String called) {
            this.calls = calls;
            this.called = called;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Request call = new Request.Builder()
                    .url(called + request.getRequestURI())
                    .addHeader("Accept", "text/plain")
                    .build();
            try (okhttp3.Response answer = calls.newCall(call).execute()) {
                write(answer.body().bytes(), response);
            }
        }
    }

    private static final class Cost extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long bytes = 0;
            for (long thread : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
                bytes += thread;
            }
            write((process.getProcessCpuTime() + " " + bytes).getBytes(StandardCharsets.US_ASCII), response);
        }
    }

    private static void write(byte[] body, HttpServletResponse response) throws IOException {
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
