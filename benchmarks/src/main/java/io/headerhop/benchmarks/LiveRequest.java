// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One request in a real container, used many times: the benchmark runs inside the servlet. The request and response are
 * therefore the container's own objects, filled by its own parser, and the thread is the container's.
 */
final class LiveRequest {
    interface Work {
        void run(LiveRequest live) throws Exception;
    }

    final HttpServletRequest request;
    final HttpServletResponse response;
    /** To be run before each use but the first. */
    final Runnable refresh;

    private LiveRequest(HttpServletRequest request, HttpServletResponse response, Runnable refresh) {
        this.request = request;
        this.response = response;
        this.refresh = refresh;
    }

    /** Runs the work while the container serves one request with the given headers. */
    static void with(String containerName, List<Header> headers, Work work) throws Exception {
        Container container = Container.of(containerName);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        int port = container.start(new HttpServlet() {
            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) {
                try {
                    work.run(new LiveRequest(request, response, container.refresh(request)));
                } catch (Throwable e) {
                    failure.set(e);
                }
            }
        });
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            StringBuilder text = new StringBuilder("GET /orders/1 HTTP/1.1\r\n");
            headers.forEach(header -> text.append(header).append("\r\n"));
            text.append("\r\n");
            socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.US_ASCII));
            String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            if (!status.equals("HTTP/1.1 200")) {
                throw new IllegalStateException(containerName + " answered " + status);
            }
        } finally {
            container.stop();
        }
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException(thrown);
        }
    }
}
