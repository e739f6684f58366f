// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.headerhop.contract.RawHttp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/** An application that looks at everything that a wrapped request or response might show differently. */
final class Probes {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

    private final Notes notes;
    private final WebApp app = new WebApp();
    private final Map<String, Exchange> exchanges = new LinkedHashMap<>();

    /** What the client does. */
    interface Exchange {
        /** Returns everything that came back. */
        String with(RawHttp connection, String headerLine) throws Exception;
    }

    Probes(Notes notes) {
        this.notes = notes;
        requests();
        responses();
        dispatches();
        failures();
        asyncContexts();
        asyncListeners();
        streams();
        app.servlet("/error", (request, response) -> {
            note(request);
            notes.add("exception", request.getAttribute("jakarta.servlet.error.exception"));
            notes.add("status", request.getAttribute("jakarta.servlet.error.status_code"));
            response.getWriter().write("error page");
        });
        app.filter((request, response, chain) -> {
            notes.add("filter", request.getDispatcherType());
            try {
                chain.doFilter(request, response);
            } catch (Throwable e) {
                notes.add("filter", e);
                throw e;
            }
        });
    }

    WebApp app() {
        return app;
    }

    Map<String, Exchange> exchanges() {
        return exchanges;
    }

    private void requests() {
        get("what a request says of itself", (request, response) -> note(request));
        post("parameters of a form", FORM, "a=1&b=2&a=3", (request, response) -> {
            notes.add("a", List.of(request.getParameterValues("a")));
            notes.add("map", new TreeSet<>(request.getParameterMap().keySet()));
            notes.add("rest", request.getInputStream().readAllBytes().length);
        });
        get("attributes", (request, response) -> {
            notes.add("before", names(request));
            request.setAttribute("own", "value");
            notes.add("with its own", names(request));
            Collections.list(request.getAttributeNames()).forEach(request::removeAttribute);
            notes.add("after", names(request));
            notes.add("its own", request.getAttribute("own"));
        });
        post("a reader after a stream", "", "body", (request, response) -> {
            notes.outcome("same stream", () -> request.getInputStream() == request.getInputStream());
            notes.outcome("reader", () -> request.getReader().readLine());
        });
        post("a stream after a reader", "", "body", (request, response) -> {
            notes.outcome("same reader", () -> request.getReader() == request.getReader());
            notes.outcome("stream", () -> request.getInputStream().read());
            notes.outcome("reader", () -> request.getReader().readLine());
        });
        for (String way : List.of("byte", "bytes", "all", "n", "into", "transfer", "line", "skip", "buffer")) {
            post("reading: " + way, "", "line\nbody", (request, response) -> read(way, request.getInputStream()));
        }
        exchange(
                "a chunked body with trailers",
                (request, response) -> {
                    notes.outcome("ready before", request::isTrailerFieldsReady);
                    notes.add("body", new String(request.getInputStream().readAllBytes(), ISO_8859_1));
                    notes.outcome("ready", request::isTrailerFieldsReady);
                    notes.outcome("trailers", request::getTrailerFields);
                },
                (path, connection, line) -> {
                    connection.send(
                            "POST", path, line, "Transfer-Encoding: chunked", "Trailer: x-t", "Connection: close");
                    connection.write("4\r\nbody\r\n0\r\nx-t: 1\r\n\r\n");
                    return connection.all();
                });
        exchange(
                "a body that waits for the go-ahead",
                (request, response) ->
                        notes.add("body", new String(request.getInputStream().readAllBytes(), ISO_8859_1)),
                (path, connection, line) -> {
                    connection.send(
                            "POST", path, line, "Expect: 100-continue", "Content-Length: 4", "Connection: close");
                    connection.write("body");
                    return connection.all();
                });
        String form = "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\nDATA\r\n--B--\r\n";
        post("a multipart form", "Content-Type: multipart/form-data; boundary=B", form, (request, response) -> {
            notes.add("parts", request.getParts().size());
            notes.add("part", new String(request.getPart("f").getInputStream().readAllBytes(), ISO_8859_1));
        });
        get("a session", (request, response) -> notes.outcome("session", () -> request.getSession() != null));
        get("a push", (request, response) -> notes.outcome("push", request::newPushBuilder));
        get("authentication", (request, response) -> {
            notes.outcome("user", request::getRemoteUser);
            notes.outcome("authenticate", () -> request.authenticate(response));
        });
    }

    private void responses() {
        get("a writer after a stream", (request, response) -> {
            notes.outcome("same stream", () -> response.getOutputStream() == response.getOutputStream());
            notes.outcome("writer", () -> response.getWriter() != null);
            response.getOutputStream().print("stream");
        });
        get("a stream after a writer", (request, response) -> {
            notes.outcome("same writer", () -> response.getWriter() == response.getWriter());
            notes.outcome("stream", () -> response.getOutputStream() != null);
            response.getWriter().print("writer");
        });
        get("a writer after a stream and a reset", (request, response) -> {
            response.getOutputStream().print("lost");
            response.reset();
            response.getWriter().print("kept");
            notes.outcome("stream", () -> response.getOutputStream() != null);
        });
        get("a stream after a writer and a reset", (request, response) -> {
            response.getWriter().print("lost");
            response.reset();
            response.getOutputStream().print("kept");
            notes.outcome("writer", () -> response.getWriter() != null);
        });
        get("a reset after the commit", (request, response) -> {
            response.getOutputStream().print("sent");
            response.flushBuffer();
            notes.outcome("reset", () -> {
                response.reset();
                return "done";
            });
            notes.outcome("reset buffer", () -> {
                response.resetBuffer();
                return "done";
            });
        });
        get("every form of print", (request, response) -> {
            ServletOutputStream out = response.getOutputStream();
            out.print("text");
            out.print(true);
            out.print('c');
            out.print(1);
            out.print(2L);
            out.print(3f);
            out.print(4d);
            out.println();
            out.println("text");
            out.println(false);
            out.println('c');
            out.println(1);
            out.println(2L);
            out.println(3f);
            out.println(4d);
            out.write('b');
            out.write("bytes".getBytes(ISO_8859_1));
            out.write("part".getBytes(ISO_8859_1), 1, 2);
            notes.outcome("ready", out::isReady);
            notes.outcome("not Latin", () -> {
                out.print("\u20ac");
                return "done";
            });
        });
        get("writing a buffer", (request, response) -> {
            ServletOutputStream out = response.getOutputStream();
            ByteBuffer buffer = ByteBuffer.wrap("a buffer".getBytes(ISO_8859_1));
            notes.outcome("written", () -> invoke(ServletOutputStream.class, "write", out, buffer));
            notes.add("buffer", buffer);
            notes.outcome("null", () -> invoke(ServletOutputStream.class, "write", out, null));
        });
        get("a stream that was closed", (request, response) -> {
            response.getOutputStream().print("all");
            response.getOutputStream().close();
            notes.add("committed", response.isCommitted());
            notes.outcome("more", () -> {
                response.getOutputStream().print("more");
                return "done";
            });
        });
        get("headers", (request, response) -> {
            response.setHeader("x-own", "1");
            response.addHeader("x-own", "2");
            response.setIntHeader("x-int", 3);
            notes.add("contains", response.containsHeader("X-Own"));
            notes.add("values", response.getHeaders("x-own"));
            notes.add("names", new TreeSet<>(response.getHeaderNames()));
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().print("gr\u00fcn");
            notes.add("encoding", response.getCharacterEncoding());
        });
        get("a length that is too long", (request, response) -> {
            response.setContentLength(100);
            response.getOutputStream().print("short");
        });
        get("nothing", (request, response) -> response.setStatus(204));
        get("a redirect", (request, response) -> response.sendRedirect("/elsewhere"));
        get("an error with a message", (request, response) -> response.sendError(418, "a teapot"));
        get("an error with a page", (request, response) -> response.sendError(500, "broken"));
        get("an error after the commit", (request, response) -> {
            response.getWriter().print("sent");
            response.flushBuffer();
            notes.outcome("error", () -> {
                response.sendError(500);
                return "done";
            });
        });
        exchange(
                "only the head",
                (request, response) -> response.getWriter().print("body"),
                (path, connection, line) -> {
                    connection.send("HEAD", path, line, "Connection: close");
                    return connection.all();
                });
        for (boolean async : new boolean[] {false, true}) {
            exchange(
                    "trailers" + (async ? ", asynchronously" : ""),
                    (request, response) -> {
                        Supplier<Map<String, String>> trailers = () -> Map.of("x-checksum", "1");
                        response.setHeader("Trailer", "x-checksum");
                        notes.add("before", response.getTrailerFields());
                        response.setTrailerFields(trailers);
                        notes.add("same", response.getTrailerFields() == trailers);
                        response.getWriter().print("body");
                        response.flushBuffer();
                        notes.outcome("late", () -> {
                            response.setTrailerFields(trailers);
                            return "done";
                        });
                        if (async) {
                            request.startAsync().complete();
                        }
                    },
                    (path, connection, line) -> {
                        connection.send("GET", path, line, "TE: trailers", "Connection: close");
                        return connection.all();
                    });
        }
        get("a large answer", (request, response) -> {
            byte[] bytes = new byte[1000];
            for (int i = 0; i < 2000; i++) {
                response.getOutputStream().write(bytes);
            }
        });
    }

    private void dispatches() {
        app.servlet("/target/*", (request, response) -> {
            note(request);
            response.getWriter().print("target");
        });
        get("a forward", (request, response) -> {
            response.getWriter().print("lost");
            request.getRequestDispatcher("/target/x?q=1").forward(request, response);
            notes.add("committed", response.isCommitted());
            notes.add("after", names(request));
        });
        get("an include", (request, response) -> {
            response.getWriter().print("before ");
            request.getRequestDispatcher("/target/x?q=1").include(request, response);
            response.getWriter().print(" after");
            notes.add("after", names(request));
        });
        get(
                "a forward by name",
                (request, response) -> request.getServletContext()
                        .getNamedDispatcher("/target/*")
                        .forward(request, response));
        get(
                "a forward with wrappers",
                (request, response) -> request.getRequestDispatcher("/target/x")
                        .forward(new HttpServletRequestWrapper(request), new HttpServletResponseWrapper(response)));
        get("a forward after the commit", (request, response) -> {
            response.getWriter().print("sent");
            response.flushBuffer();
            notes.outcome("forward", () -> {
                request.getRequestDispatcher("/target/x").forward(request, response);
                return "done";
            });
        });
        get(
                "a forward to nowhere",
                (request, response) -> request.getRequestDispatcher("/nowhere").forward(request, response));
    }

    private void failures() {
        get("a runtime exception", (request, response) -> {
            throw new IllegalStateException("on purpose");
        });
        get("a checked exception", (request, response) -> {
            throw new IOException("on purpose");
        });
        get("a servlet exception", (request, response) -> {
            throw new ServletException("on purpose", new IllegalArgumentException("why"));
        });
        get("an error", (request, response) -> {
            throw new AssertionError("on purpose");
        });
        get("a failure after the commit", (request, response) -> {
            response.setContentLength(4);
            response.getWriter().print("sent");
            response.flushBuffer();
            throw new IllegalStateException("on purpose");
        });
        get(
                "a failure in a forward",
                (request, response) -> request.getRequestDispatcher("/failing").forward(request, response));
        app.servlet("/failing", (request, response) -> {
            throw new IllegalStateException("on purpose");
        });
        exchanges.put("no servlet", (connection, line) -> {
            connection.send("GET", "/nowhere", line, "Connection: close");
            return connection.all();
        });
    }

    private void asyncContexts() {
        get("an async context that there is not", (request, response) -> {
            notes.outcome("context", request::getAsyncContext);
            notes.add("started", request.isAsyncStarted());
            notes.add("supported", request.isAsyncSupported());
        });
        get("the async context", (request, response) -> {
            AsyncContext async = request.startAsync();
            note(request, response, async);
            notes.outcome("again", request::startAsync);
            async.complete();
            notes.outcome("twice", () -> {
                async.complete();
                return "done";
            });
        });
        get("the async context with its request and response", (request, response) -> {
            AsyncContext async = request.startAsync(request, response);
            note(request, response, async);
            async.complete();
        });
        get("the async context with wrappers", (request, response) -> {
            HttpServletRequest mine = new HttpServletRequestWrapper(request);
            HttpServletResponse its = new HttpServletResponseWrapper(response);
            AsyncContext async = request.startAsync(mine, its);
            note(mine, its, async);
            async.complete();
        });
        get("the async context with one wrapper", (request, response) -> {
            HttpServletResponse its = new HttpServletResponseWrapper(response);
            AsyncContext async = request.startAsync(request, its);
            note(request, its, async);
            async.complete();
        });
        get("the async context from wrappers", (request, response) -> {
            HttpServletRequest mine = new HttpServletRequestWrapper(request);
            AsyncContext async = mine.startAsync();
            note(mine, response, async);
            notes.add("its own", async.getRequest() == request);
            async.complete();
        });
        get("a dispatch to itself", (request, response) -> {
            if (request.getAttribute("again") == null) {
                request.setAttribute("again", true);
                request.startAsync().dispatch();
            } else {
                note(request);
                response.getWriter().print("again");
            }
        });
        get("a dispatch with its request and response", (request, response) -> {
            if (request.getAttribute("again") == null) {
                request.setAttribute("again", true);
                request.startAsync(request, response).dispatch();
            } else {
                note(request);
                response.getWriter().print("again");
            }
        });
        get("a dispatch elsewhere", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.dispatch("/target/x?q=1");
            notes.outcome("twice", () -> {
                async.dispatch("/target/x");
                return "done";
            });
        });
        get(
                "a dispatch with wrappers",
                (request, response) -> request.startAsync(
                                new HttpServletRequestWrapper(request), new HttpServletResponseWrapper(response))
                        .dispatch("/target/x?q=1"));
        get(
                "a dispatch to a failure",
                (request, response) -> request.startAsync().dispatch("/failing"));
        async(
                "a dispatch from a forward",
                1,
                (request, response) ->
                        request.getRequestDispatcher("/dispatching").forward(request, response));
        app.servlet("/dispatching", (request, response) -> {
            AsyncContext async = request.startAsync(request, response);
            notes.add("original", async.hasOriginalRequestAndResponse());
            async.addListener(new Noting(notes, request, response, async, ""));
            async.dispatch("/target/x?q=1");
        });
        get("a task that answers", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> {
                notes.outcome("started", request::isAsyncStarted);
                notes.outcome("answer", () -> {
                    async.getResponse().getOutputStream().print("from a task");
                    return "done";
                });
                async.complete();
            });
        });
        get("nothing to start", (request, response) -> {
            AsyncContext async = request.startAsync();
            notes.outcome("listener", () -> {
                async.createListener(Unmakable.class);
                return "done";
            });
            notes.add("timeout", async.getTimeout());
            async.setTimeout(1234);
            notes.add("timeout", async.getTimeout());
            async.complete();
        });
    }

    private void asyncListeners() {
        async("listeners in their order", 2, (request, response) -> {
            AsyncContext async = request.startAsync();
            async.addListener(new Noting(notes, request, response, async, " 1"));
            async.addListener(new Noting(notes, request, response, async, " 2"), request, response);
            async.complete();
        });
        async("a listener with wrappers", 1, (request, response) -> {
            HttpServletRequest mine = new HttpServletRequestWrapper(request);
            HttpServletResponse its = new HttpServletResponseWrapper(response);
            AsyncContext async = request.startAsync();
            async.addListener(new Noting(notes, mine, its, async, ""), mine, its);
            async.complete();
        });
        for (String how : List.of("complete", "dispatch", "nothing", "throw")) {
            // Not all containers notify a listener that gave no answer.
            int completions = how.equals("complete") || how.equals("dispatch") ? 1 : 0;
            async("a timeout: " + how, completions, (request, response) -> {
                if (request.getAttribute("again") != null) {
                    response.getWriter().print("again");
                    return;
                }
                request.setAttribute("again", true);
                AsyncContext async = request.startAsync();
                async.setTimeout(20);
                async.addListener(new Noting(notes, request, response, async, "", how));
            });
            // On Undertow, a failure that is dispatched elsewhere never ends, with or without the library.
            if (!how.equals("dispatch")) {
                async("a failure after the start: " + how, completions, (request, response) -> {
                    AsyncContext async = request.startAsync();
                    async.addListener(new Noting(notes, request, response, async, "", how));
                    throw new IllegalStateException("on purpose");
                });
            }
        }
        async("a second cycle", 1, (request, response) -> {
            boolean again = request.getAttribute("again") != null;
            request.setAttribute("again", true);
            AsyncContext async = request.startAsync();
            if (again) {
                async.complete();
            } else {
                async.addListener(new Noting(notes, request, response, async, " leaving"));
                async.addListener(new Noting(notes, request, response, async, " staying"));
                async.dispatch();
            }
        });
    }

    private void streams() {
        get(
                "a read listener without async",
                (request, response) -> notes.outcome("set", () -> {
                    request.getInputStream().setReadListener(new Reading(null, notes));
                    return "done";
                }));
        get(
                "a write listener without async",
                (request, response) -> notes.outcome("set", () -> {
                    response.getOutputStream().setWriteListener(new Writing(null, notes));
                    return "done";
                }));
        get("listeners that are none", (request, response) -> {
            AsyncContext async = request.startAsync();
            notes.outcome("read", () -> {
                request.getInputStream().setReadListener(null);
                return "done";
            });
            notes.outcome("write", () -> {
                response.getOutputStream().setWriteListener(null);
                return "done";
            });
            async.complete();
        });
        exchange(
                "a body that is read as it comes",
                (request, response) -> {
                    AsyncContext async = request.startAsync();
                    async.addListener(new Noting(notes, request, response, async, ""));
                    ServletInputStream in = request.getInputStream();
                    in.setReadListener(new Reading(async, notes));
                    notes.outcome("twice", () -> {
                        in.setReadListener(new Reading(async, notes));
                        return "done";
                    });
                },
                (path, connection, line) -> {
                    connection.send("POST", path, line, "Content-Length: 4", "Connection: close");
                    connection.write("body");
                    String answer = connection.all();
                    notes.awaitCompletions(1);
                    return answer;
                });
        get("an answer that is written as it goes", (request, response) -> {
            AsyncContext async = request.startAsync();
            ServletOutputStream out = response.getOutputStream();
            out.setWriteListener(new Writing(async, notes));
            notes.outcome("twice", () -> {
                out.setWriteListener(new Writing(async, notes));
                return "done";
            });
        });
    }

    private void read(String way, ServletInputStream in) throws Exception {
        byte[] bytes = new byte[4];
        switch (way) {
            case "byte" -> notes.add("byte", in.read());
            case "bytes" -> notes.add("bytes", in.read(bytes) + " " + in.read(bytes, 1, 2));
            case "all" -> notes.add("all", new String(in.readAllBytes(), ISO_8859_1));
            case "n" -> notes.add("n", new String(in.readNBytes(6), ISO_8859_1));
            case "into" -> notes.add("into", in.readNBytes(bytes, 1, 3));
            case "transfer" -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                notes.add("transferred", in.transferTo(out) + " " + out);
            }
            case "line" -> notes.add("line", in.readLine(new byte[9], 0, 9));
            case "skip" -> {
                notes.outcome("skipped", () -> in.skip(2));
                in.skipNBytes(1);
                notes.outcome("mark", in::markSupported);
            }
            default -> {
                ByteBuffer buffer = ByteBuffer.allocate(20);
                buffer.position(2);
                notes.outcome("read", () -> invoke(ServletInputStream.class, "read", in, buffer));
                notes.add("buffer", buffer);
                notes.outcome("read again", () -> invoke(ServletInputStream.class, "read", in, buffer.clear()));
                notes.outcome("null", () -> invoke(ServletInputStream.class, "read", in, null));
            }
        }
        notes.outcome("available", in::available);
        notes.outcome("ready", in::isReady);
        notes.outcome("finished", in::isFinished);
        notes.add("rest", new String(in.readAllBytes(), ISO_8859_1));
        notes.add("finished", in.isFinished());
    }

    /** Added in Servlet 6.1; 6.0 has no such method. */
    private static Object invoke(Class<?> type, String name, Object stream, Object buffer) throws Throwable {
        try {
            return type.getMethod(name, ByteBuffer.class).invoke(stream, buffer);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void note(HttpServletRequest request) {
        notes.add("dispatcher", request.getDispatcherType());
        notes.add(
                "URI",
                request.getRequestURI() + " " + request.getServletPath() + " " + request.getPathInfo() + " "
                        + request.getQueryString() + " " + request.getContextPath());
        notes.add("mapping", request.getHttpServletMapping().getPattern());
        notes.add("headers", new TreeSet<>(Collections.list(request.getHeaderNames())));
        notes.add("attributes", names(request));
        notes.add("async", request.isAsyncSupported() + " " + request.isAsyncStarted());
        notes.outcome("length", request::getContentLength);
    }

    private void note(HttpServletRequest request, HttpServletResponse response, AsyncContext async) throws IOException {
        notes.add("started", request.isAsyncStarted());
        notes.add("original", async.hasOriginalRequestAndResponse());
        notes.add("same context", async == request.getAsyncContext());
        notes.add("equal context", async.equals(request.getAsyncContext()));
        notes.add("same request", async.getRequest() == request);
        notes.add("same response", async.getResponse() == response);
        notes.add("same in", async.getRequest().getInputStream() == request.getInputStream());
        notes.add("same out", async.getResponse().getOutputStream() == response.getOutputStream());
    }

    /** Those that the specification or the application names: a container has some of its own. */
    private static TreeSet<String> names(ServletRequest request) {
        return new TreeSet<>(Collections.list(request.getAttributeNames()));
    }

    private void get(String name, WebApp.Code code) {
        exchange(name, code, (path, connection, line) -> {
            connection.send("GET", path + "?q=1", line, "Connection: close");
            return connection.all();
        });
    }

    private void post(String name, String headerLine, String body, WebApp.Code code) {
        exchange(name, code, (path, connection, line) -> {
            // In one piece, so that all of it is there when the application looks.
            connection.write("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + line + "\r\nContent-Length: "
                    + body.length() + "\r\nConnection: close\r\n" + headerLine + (headerLine.isEmpty() ? "" : "\r\n")
                    + "\r\n" + body);
            return connection.all();
        });
    }

    /** Ends when this many listeners have seen the request complete. */
    private void async(String name, int completions, WebApp.Code code) {
        exchange(name, code, (path, connection, line) -> {
            connection.send("GET", path + "?q=1", line, "Connection: close");
            String answer = connection.all();
            notes.awaitCompletions(completions);
            return answer;
        });
    }

    private void exchange(String name, WebApp.Code code, PathExchange exchange) {
        String path = "/" + exchanges.size();
        app.with(context -> {
            var servlet = context.addServlet(path, WebApp.servlet(code));
            servlet.setAsyncSupported(true);
            servlet.setMultipartConfig(new MultipartConfigElement(System.getProperty("java.io.tmpdir")));
            servlet.addMapping(path);
        });
        exchanges.put(name, (connection, line) -> exchange.with(path, connection, line));
    }

    private interface PathExchange {
        String with(String path, RawHttp connection, String headerLine) throws Exception;
    }

    /** A listener that cannot be instantiated. */
    abstract static class Unmakable implements AsyncListener {}

    /** Notes what its events have, and reacts to a failure as told. */
    private record Noting(
            Notes notes,
            HttpServletRequest request,
            HttpServletResponse response,
            AsyncContext async,
            String name,
            String how)
            implements AsyncListener {
        Noting(Notes notes, HttpServletRequest request, HttpServletResponse response, AsyncContext async, String name) {
            this(notes, request, response, async, name, "complete");
        }

        @Override
        public void onComplete(AsyncEvent event) {
            note("onComplete", event);
            notes.completed();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            note("onTimeout", event);
            act(event);
        }

        @Override
        public void onError(AsyncEvent event) {
            note("onError", event);
            act(event);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            note("onStartAsync", event);
            if (name.equals(" staying")) {
                event.getAsyncContext().addListener(this);
            }
        }

        private void act(AsyncEvent event) {
            switch (how) {
                case "complete" -> event.getAsyncContext().complete();
                case "dispatch" -> event.getAsyncContext().dispatch();
                case "throw" -> throw new IllegalStateException("on purpose");
                default -> {}
            }
        }

        private void note(String method, AsyncEvent event) {
            notes.add(
                    method + name,
                    "same context " + (event.getAsyncContext() == async)
                            + ", equal " + async.equals(event.getAsyncContext())
                            + ", request "
                            + (event.getSuppliedRequest() == request ? "same" : event.getSuppliedRequest())
                            + ", response "
                            + (event.getSuppliedResponse() == response ? "same" : event.getSuppliedResponse())
                            + ", " + event.getThrowable());
        }
    }

    /** Reads what is there, and echoes all of it. */
    private static final class Reading implements ReadListener {
        private final AsyncContext async;
        private final Notes notes;
        private final StringBuilder body = new StringBuilder();

        Reading(AsyncContext async, Notes notes) {
            this.async = async;
            this.notes = notes;
        }

        @Override
        public void onDataAvailable() throws IOException {
            ServletInputStream in = async.getRequest().getInputStream();
            byte[] bytes = new byte[100];
            while (in.isReady() && !in.isFinished()) {
                int length = in.read(bytes);
                if (length > 0) {
                    body.append(new String(bytes, 0, length, ISO_8859_1));
                }
            }
        }

        @Override
        public void onAllDataRead() throws IOException {
            notes.add("body", body);
            notes.add("finished", async.getRequest().getInputStream().isFinished());
            async.getResponse().getOutputStream().print(body.toString());
            async.complete();
        }

        @Override
        public void onError(Throwable failure) {
            notes.add("onError", failure);
            async.complete();
        }
    }

    private record Writing(AsyncContext async, Notes notes) implements WriteListener {
        @Override
        public void onWritePossible() throws IOException {
            ServletOutputStream out = async.getResponse().getOutputStream();
            notes.add("ready", out.isReady());
            out.print("written");
            async.complete();
        }

        @Override
        public void onError(Throwable failure) {
            notes.add("onError", failure);
            async.complete();
        }
    }
}
