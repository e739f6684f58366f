// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.RawHttp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequestAttributeEvent;
import jakarta.servlet.ServletRequestAttributeListener;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Other application code that a container calls for a request. */
interface CallbackContract extends ServletContract {
    @Test
    default void theSupplierOfTrailersSeesTheHeaders() throws Exception {
        WebApp app = new WebApp();
        app.servlet("/handle", (request, response) -> answerWithTrailers(app, response));
        seenAt(app, CallbackContract::takingTrailers, "trailers");
    }

    @Test
    default void theSupplierOfTrailersSeesTheHeadersAlsoWhereAnotherRequestsThreadCompletes() throws Exception {
        WebApp app = new WebApp();
        app.servlet("/handle", (request, response) -> {
            AsyncContext async = request.startAsync(request, response);
            answerWithTrailers(app, response);
            app.onTheThreadOfAnotherRequest(async::complete);
        });
        seenAt(app, CallbackContract::takingTrailers, "trailers", WebApp.OTHER_REQUEST);
    }

    @Test
    default void theSupplierOfTrailersSetOnTheAsyncContextsOwnResponseSeesTheHeaders() throws Exception {
        WebApp app = new WebApp();
        app.servlet("/handle", (request, response) -> {
            AsyncContext async = request.startAsync();
            answerWithTrailers(app, (HttpServletResponse) async.getResponse());
            app.onTheThreadOfAnotherRequest(async::complete);
        });
        seenAt(app, CallbackContract::takingTrailers, "trailers", WebApp.OTHER_REQUEST);
    }

    @Test
    default void aListenerOfAttributesSeesTheHeadersThatItsCallerSees() throws Exception {
        WebApp app = new WebApp();
        app.with(context -> context.addListener(new ServletRequestAttributeListener() {
            @Override
            public void attributeAdded(ServletRequestAttributeEvent event) {
                if (event.getName().equals("own")) {
                    app.at("attributeAdded");
                }
            }
        }));
        app.servlet("/handle", (request, response) -> request.setAttribute("own", "value"));
        seenAt(app, "attributeAdded");
    }

    /** It runs before and after all filters. */
    @Test
    default void aListenerOfRequestsSeesNothing() throws Exception {
        WebApp app = new WebApp();
        app.with(context -> context.addListener(new ServletRequestListener() {
            @Override
            public void requestInitialized(ServletRequestEvent event) {
                app.at(WebApp.OUTSIDE + " requestInitialized");
            }

            @Override
            public void requestDestroyed(ServletRequestEvent event) {
                app.at(WebApp.OUTSIDE + " requestDestroyed");
            }
        }));
        app.servlet("/handle", (request, response) -> app.at("servlet"));
        seenAt(app, WebApp.OUTSIDE + " requestInitialized", "servlet", WebApp.OUTSIDE + " requestDestroyed");
    }

    @Test
    default void aServletThatIsForwardedToByItsNameSeesTheHeaders() throws Exception {
        WebApp app = new WebApp();
        app.servlet("/handle", (request, response) -> {
            request.getServletContext().getNamedDispatcher("/target").forward(request, response);
            app.at("after");
        });
        seenAt(app.servlet("/target", (request, response) -> app.at("target")), "target", "after");
    }

    /** It outlives the request. */
    @Test
    default void anUpgradeHandlerSeesNothing() throws Exception {
        WebApp app = new WebApp();
        UpgradeHandler.APP.set(app);
        app.servlet("/handle", (request, response) -> {
            response.setStatus(101);
            response.setHeader("Connection", "Upgrade");
            response.setHeader("Upgrade", "test");
            request.upgrade(UpgradeHandler.class);
            app.at("servlet");
        });
        Client client = (connection, headerLines) -> {
            String[] lines = Arrays.copyOf(headerLines, headerLines.length + 2);
            lines[headerLines.length] = "Connection: Upgrade";
            lines[headerLines.length + 1] = "Upgrade: test";
            connection.send("GET", "/handle", lines);
            app.assertSeen(0, WebApp.OUTSIDE + " init");
        };
        seenAt(app, client, "servlet", WebApp.OUTSIDE + " init");
    }

    /** Created by the container. */
    final class UpgradeHandler implements HttpUpgradeHandler {
        private static final AtomicReference<WebApp> APP = new AtomicReference<>();

        @Override
        public void init(WebConnection connection) {
            APP.get().at(WebApp.OUTSIDE + " init");
            try {
                connection.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void destroy() {}
    }

    private static void answerWithTrailers(WebApp app, HttpServletResponse response) throws Exception {
        Supplier<Map<String, String>> trailers = () -> {
            app.at("trailers");
            return Map.of("x-checksum", "1");
        };
        response.setHeader("Trailer", "x-checksum");
        response.setTrailerFields(trailers);
        assertThat(response.getTrailerFields()).isSameAs(trailers);
        response.getOutputStream().write("body".getBytes(ISO_8859_1));
        response.flushBuffer();
    }

    private static void takingTrailers(RawHttp connection, String... headerLines) throws Exception {
        String[] lines = Arrays.copyOf(headerLines, headerLines.length + 2);
        lines[headerLines.length] = "TE: trailers";
        lines[headerLines.length + 1] = "Connection: TE";
        connection.send("GET", "/handle", lines);
        assertThat(connection.answer().body()).isEqualTo("body");
    }
}
