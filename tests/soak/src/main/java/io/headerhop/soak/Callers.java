// SPDX-License-Identifier: Apache-2.0
package io.headerhop.soak;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Full load: a few callers, each with one connection, that send the next request once the previous one is answered. */
final class Callers implements AutoCloseable {
    private static final int CALLERS = 12;
    private static final int READ_TIMEOUT_MILLIS = 30_000;

    private final Findings findings;
    private final int port;
    private final List<Thread> threads = new ArrayList<>();
    private final long requestsEach;
    private volatile boolean stopped;

    Callers(Findings findings, int port, long requestsEach) {
        this.findings = findings;
        this.port = port;
        this.requestsEach = requestsEach;
        for (int i = 0; i < CALLERS; i++) {
            Thread thread = new Thread(this::callUntilStopped, "caller-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    private void callUntilStopped() {
        long number = 0;
        while (!stopped && number < requestsEach) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(READ_TIMEOUT_MILLIS);
                InputStream in = new BufferedInputStream(socket.getInputStream());
                boolean connected = true;
                while (connected && !stopped && number < requestsEach) {
                    number++;
                    socket.getOutputStream().write(request(number).getBytes(StandardCharsets.ISO_8859_1));
                    if (number % 50 == 0) {
                        // Gone before the response arrives.
                        findings.disconnected.increment();
                        connected = false;
                    } else {
                        readAnswer(in);
                    }
                }
            } catch (IOException e) {
                // The connection is lost; the next one shows whether the service is too.
                findings.disconnected.increment();
            }
        }
    }

    /** Every tenth request has no headers: its calls must not carry another's. */
    private static String request(long number) {
        String headers = "";
        if (number % 10 != 0) {
            String id = UUID.randomUUID().toString();
            headers = "x-request-id: " + id + "\r\nX-Tenant-Id: " + id + "\r\n"
                    + "x-b3-traceid: 80f198ee56343ba864fe8b2a57d3eff7\r\nx-b3-spanid: 05e3ac9a4f6e3b90\r\n";
        }
        return "GET /work HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    }

    /** The service answers with headers only. */
    private static void readAnswer(InputStream in) throws IOException {
        int lineLength = 0;
        for (int b = in.read(); ; b = in.read()) {
            if (b < 0) {
                throw new IOException("the service closed the connection");
            }
            if (b == '\n') {
                if (lineLength == 0) {
                    return;
                }
                lineLength = 0;
            } else if (b != '\r') {
                lineLength++;
            }
        }
    }

    /** Lets each caller get its last response. */
    @Override
    public void close() throws InterruptedException {
        stopped = true;
        awaitAll();
    }

    /** Waits until each has made all of its requests. */
    void awaitAll() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(READ_TIMEOUT_MILLIS);
        }
    }
}
