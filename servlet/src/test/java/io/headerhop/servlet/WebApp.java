// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.contract.InboundContract;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A web application made of lambdas, which notes what is current at the places where its code runs. */
final class WebApp implements ServletContainerInitializer {
    /** The place at which a thread serving another request returns to its own work. */
    static final String OTHER_REQUEST = "the other request";

    /** The prefix of a place outside the filters. */
    static final String OUTSIDE = "outside:";

    static final String NONE = "none";

    private static final int OTHER_NUMBER = 99;

    private final List<Consumer<ServletContext>> parts = new ArrayList<>();
    private final Map<String, CompletableFuture<String>> seen = new ConcurrentHashMap<>();
    private volatile Executor workers = Runnable::run;

    /** What a servlet or a task does. */
    @FunctionalInterface
    interface Code {
        void serve(HttpServletRequest request, HttpServletResponse response) throws Exception;
    }

    WebApp servlet(String path, Code code) {
        return with(context -> {
            ServletRegistration.Dynamic servlet = context.addServlet(path, servlet(code));
            servlet.setAsyncSupported(true);
            servlet.addMapping(path);
        });
    }

    static HttpServlet servlet(Code code) {
        return new CodeServlet(code);
    }

    /** For all requests, behind those already registered. */
    WebApp filter(Filter filter) {
        return with(context -> {
            var registration = context.addFilter("filter", filter);
            registration.setAsyncSupported(true);
            registration.addMappingForUrlPatterns(null, true, "/*");
        });
    }

    WebApp with(Consumer<ServletContext> part) {
        parts.add(part);
        return this;
    }

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        parts.forEach(part -> part.accept(context));
    }

    /** Notes what is current at this place in the application. */
    void at(String place) {
        seenAt(place).complete(currentRequestId());
    }

    /** Runs a task on a thread that serves another request, once the worker is done with this one. */
    void onTheThreadOfAnotherRequest(Runnable task) {
        Thread thread = new Thread(() -> {
            awaitIdle();
            try (Scope scope = Headers.ofRequest(OTHER_NUMBER).makeCurrent()) {
                task.run();
                at(OTHER_REQUEST);
            }
        });
        thread.start();
    }

    /** Waits until the worker is done with its request. */
    void awaitIdle() {
        try {
            InboundContract.currentOn(workers);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void servedBy(Executor serverThreads) {
        workers = serverThreads;
    }

    /** Fails unless the request with this number, or one without headers if it is 0, was seen at each place. */
    void assertSeen(int number, String... places) {
        for (String place : places) {
            String own = number == 0 || place.startsWith(OUTSIDE) ? NONE : Headers.requestId(number);
            assertThat(seenAt(place))
                    .as(place)
                    .succeedsWithin(20, TimeUnit.SECONDS)
                    .isEqualTo(place.equals(OTHER_REQUEST) ? Headers.requestId(OTHER_NUMBER) : own);
        }
    }

    void forgetSeen() {
        seen.clear();
    }

    private CompletableFuture<String> seenAt(String place) {
        return seen.computeIfAbsent(place, name -> new CompletableFuture<>());
    }

    static String currentRequestId() {
        String requestId = CapturedHeaders.current().first("x-request-id");
        return requestId == null ? NONE : requestId;
    }

    private static final class CodeServlet extends HttpServlet {
        private final transient Code code;

        CodeServlet(Code code) {
            this.code = code;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            try {
                code.serve(request, response);
            } catch (RuntimeException | IOException | ServletException e) {
                throw e;
            } catch (Exception e) {
                throw new ServletException(e);
            }
        }
    }
}
