// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import io.headerhop.CapturedHeaders;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with the request id that is current, after what the path says was done to the request. */
public final class WarServlet extends HttpServlet {
    private static final ThreadLocal<WarServlet> KEPT = new ThreadLocal<>();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            answer(response);
            return;
        }
        switch (request.getRequestURI()) {
            case "/task" -> {
                AsyncContext async = request.startAsync();
                async.start(async::dispatch);
            }
            case "/timeout" -> {
                AsyncContext async = request.startAsync();
                async.setTimeout(50);
                async.addListener(new CompletingListener());
            }
            case "/forgotten" -> {
                // What a careless application does; the filter cleans up after it.
                CapturedHeaders.current().makeCurrent();
                answer(response);
            }
            case "/leak" -> {
                KEPT.set(this);
                answer(response);
            }
            case "/static.txt" ->
                getServletContext().getNamedDispatcher("default").forward(request, response);
            case "/loader" ->
                response.getWriter()
                        .print(CapturedHeaders.class.getClassLoader()
                                == getClass().getClassLoader());
            default -> answer(response);
        }
    }

    private static void answer(HttpServletResponse response) throws IOException {
        response.getWriter().print(CapturedHeaders.current().first("x-request-id"));
    }

    /** Answers when the request has timed out. */
    public static final class CompletingListener implements AsyncListener {
        @Override
        public void onTimeout(AsyncEvent event) throws IOException {
            answer((HttpServletResponse) event.getAsyncContext().getResponse());
            event.getAsyncContext().complete();
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
