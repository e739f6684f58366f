// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.RawHttp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Non-blocking reading and writing, and clients that go away meanwhile. */
interface StreamContract extends ServletContract {
    @Test
    default void aReadListenerSeesTheHeadersForEachPartOfTheBody() throws Exception {
        WebApp app = new WebApp();
        Semaphore firstPartWasRead = new Semaphore(0);
        app.servlet("/handle", (request, response) -> {
            AsyncContext async = request.startAsync();
            request.getInputStream().setReadListener(new PartsListener(app, async, firstPartWasRead));
        });
        Client client = (connection, headerLines) -> {
            sendFirstPart(connection, headerLines);
            acquire(firstPartWasRead);
            connection.write("second");
            assertThat(connection.answer().body()).isEqualTo("first,second");
        };
        seenAt(app, client, "first", "second", "onAllDataRead");
    }

    @Test
    default void aReadListenerOnTheAsyncContextsOwnRequestSeesTheHeaders() throws Exception {
        WebApp app = new WebApp();
        Semaphore firstPartWasRead = new Semaphore(0);
        app.servlet("/handle", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.getRequest().getInputStream().setReadListener(new PartsListener(app, async, firstPartWasRead));
        });
        Client client = (connection, headerLines) -> {
            sendFirstPart(connection, headerLines);
            acquire(firstPartWasRead);
            connection.write("second");
            connection.answer();
        };
        seenAt(app, client, "first", "second", "onAllDataRead");
    }

    @Test
    default void theReadListenerOfAClientThatWentAwaySeesTheHeaders() throws Exception {
        WebApp app = new WebApp();
        Semaphore firstPartWasRead = new Semaphore(0);
        app.servlet("/handle", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.addListener(new NotingListener(app));
            request.getInputStream().setReadListener(new PartsListener(app, async, firstPartWasRead));
        });
        Client client = (connection, headerLines) -> {
            sendFirstPart(connection, headerLines);
            acquire(firstPartWasRead);
        };
        seenAt(app, client, "onReadError", "onComplete");
    }

    @Test
    default void aWriteListenerSeesTheHeadersEachTimeThatTheClientHasMadeRoom() throws Exception {
        WebApp app = new WebApp();
        Semaphore full = new Semaphore(0);
        app.servlet("/handle", (request, response) -> {
            AsyncContext async = request.startAsync();
            response.getOutputStream().setWriteListener(new FillingListener(app, async, response, full, false));
        });
        Client client = (connection, headerLines) -> {
            connection.send("GET", "/handle", headerLines);
            acquire(full);
            connection.answer();
        };
        seenAt(app, client, "onWritePossible", "onWritePossible again");
    }

    @Test
    default void aWriteListenerOnTheAsyncContextsOwnResponseSeesTheHeaders() throws Exception {
        WebApp app = new WebApp();
        Semaphore full = new Semaphore(0);
        app.servlet("/handle", (request, response) -> {
            AsyncContext async = request.startAsync();
            ServletResponse own = async.getResponse();
            own.getOutputStream().setWriteListener(new FillingListener(app, async, own, full, false));
        });
        Client client = (connection, headerLines) -> {
            connection.send("GET", "/handle", headerLines);
            acquire(full);
            connection.answer();
        };
        seenAt(app, client, "onWritePossible", "onWritePossible again");
    }

    @Test
    default void theWriteListenerOfAClientThatWentAwaySeesTheHeaders() throws Exception {
        WebApp app = new WebApp();
        Semaphore full = new Semaphore(0);
        app.servlet("/handle", (request, response) -> {
            AsyncContext async = request.startAsync();
            response.getOutputStream().setWriteListener(new FillingListener(app, async, response, full, true));
        });
        Client client = (connection, headerLines) -> {
            connection.send("GET", "/handle", headerLines);
            acquire(full);
        };
        seenAt(app, client, "onWritePossible", "onWriteError");
    }

    @Test
    default void aServletWhoseClientWentAwaySeesTheHeadersAndLeavesNothing() throws Exception {
        WebApp app = new WebApp();
        Semaphore arrived = new Semaphore(0);
        app.servlet("/handle", (request, response) -> {
            arrived.release();
            try {
                byte[] bytes = new byte[64 * 1024];
                while (true) {
                    response.getOutputStream().write(bytes);
                }
            } finally {
                app.at("failed");
            }
        });
        Client client = (connection, headerLines) -> {
            connection.send("GET", "/handle", headerLines);
            acquire(arrived);
        };
        seenAt(app, client, "failed");
    }

    @Test
    default void everyWayToReadABodyGivesTheSameBytes() throws Exception {
        WebApp app = new WebApp().servlet("/handle", (request, response) -> {
            ServletInputStream in = request.getInputStream();
            byte[] bytes = new byte[20];
            StringBuilder body = new StringBuilder();
            body.append((char) in.read());
            body.append(new String(bytes, 0, in.readLine(bytes, 0, 20), ISO_8859_1));
            assertThat(in.skip(2)).isEqualTo(2);
            assertThat(in.available()).isPositive();
            body.append(new String(in.readNBytes(3), ISO_8859_1));
            body.append(new String(bytes, 0, in.read(bytes), ISO_8859_1));
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.isFinished()).isTrue();
            ServletOutputStream out = response.getOutputStream();
            out.write('<');
            out.write(body.toString().getBytes(ISO_8859_1));
            out.print("|");
            out.print(1);
            out.write("abc".getBytes(ISO_8859_1), 1, 1);
            out.flush();
            out.close();
            in.close();
        });
        Client client = (connection, headerLines) -> {
            connection.send("POST", "/handle", withLength(headerLines, 13));
            connection.write("line\n--bodies");
            assertThat(connection.answer().body()).isEqualTo("<line\nbodies|1b");
        };
        seenAt(app, client);
    }

    private static void sendFirstPart(RawHttp connection, String... headerLines) throws IOException {
        connection.send("POST", "/handle", withLength(headerLines, "first,second".length()));
        connection.write("first,");
    }

    private static String[] withLength(String[] headerLines, int length) {
        String[] lines = Arrays.copyOf(headerLines, headerLines.length + 1);
        lines[headerLines.length] = "Content-Length: " + length;
        return lines;
    }

    private static void acquire(Semaphore semaphore) throws InterruptedException {
        assertThat(semaphore.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }
}
