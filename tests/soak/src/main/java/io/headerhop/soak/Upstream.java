// SPDX-License-Identifier: Apache-2.0
package io.headerhop.soak;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The called service. A call's path is {@code /FAULT/ID}, with the id of the inbound request that triggered it, so each
 * call shows on its own whether it carries the right headers.
 */
final class Upstream implements AutoCloseable {
    /** What a call without inbound headers has instead of an id. */
    static final String NO_ID = "none";

    // Twice what the clients wait for a response.
    private static final long SLOW_MILLIS = 400;

    private final Findings findings;
    private final ScheduledExecutorService delays = Executors.newSingleThreadScheduledExecutor();
    private final Server server;

    Upstream(Findings findings) throws Exception {
        this.findings = findings;
        QueuedThreadPool threads = new QueuedThreadPool(32);
        threads.setName("upstream");
        server = Servers.onLoopback(threads, 0);
        server.setHandler(new Checking());
        server.start();
    }

    /** An address that the headers may be sent to. */
    String home() {
        return "http://127.0.0.1:" + port();
    }

    private String foreign() {
        return "http://localhost:" + port();
    }

    private int port() {
        return ((NetworkConnector) server.getConnectors()[0]).getLocalPort();
    }

    private final class Checking extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String[] path = Request.getPathInContext(request).split("/");
            Fault fault = Fault.valueOf(path[1]);
            String id = path[2];
            findings.outbound.increment();
            if (fault == Fault.FOREIGN) {
                findings.foreignCalls.increment();
                checkThatNothingLeaked(request.getHeaders());
            } else {
                checkId(request.getHeaders().getValuesList("x-request-id"), id);
                checkId(request.getHeaders().getValuesList("x-tenant-id"), id);
            }
            respond(fault, id, request, response, callback);
            return true;
        }
    }

    private void checkId(List<String> received, String expected) {
        if (received.isEmpty()) {
            if (!expected.equals(NO_ID)) {
                findings.missing.increment();
            }
        } else if (!received.equals(List.of(expected))) {
            findings.wrongId.increment();
        }
    }

    private void checkThatNothingLeaked(HttpFields headers) {
        for (HttpField header : headers) {
            if (header.getName().equalsIgnoreCase("x-request-id")
                    || header.getName().equalsIgnoreCase("x-tenant-id")) {
                findings.leakedToForeignHost.increment();
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The answer is nobody else's to wait for.
    private void respond(Fault fault, String id, Request request, Response response, Callback callback) {
        switch (fault) {
            case NONE, FOREIGN -> answer(200, response, callback);
            case ERROR -> answer(503, response, callback);
            case SLOW -> delays.schedule(() -> answer(200, response, callback), SLOW_MILLIS, TimeUnit.MILLISECONDS);
            case RESET ->
                request.getConnectionMetaData().getConnection().getEndPoint().close();
            case REDIRECT -> redirect("/" + Fault.NONE + "/" + id, response, callback);
            case STRAY -> redirect(foreign() + "/" + Fault.FOREIGN + "/" + id, response, callback);
        }
    }

    private static void redirect(String location, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.LOCATION, location);
        answer(302, response, callback);
    }

    private static void answer(int status, Response response, Callback callback) {
        response.setStatus(status);
        response.write(true, null, callback);
    }

    @Override
    public void close() throws Exception {
        delays.shutdownNow();
        server.stop();
    }
}
