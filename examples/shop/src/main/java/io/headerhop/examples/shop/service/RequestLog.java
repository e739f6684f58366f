// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.service;

import io.headerhop.CapturedHeaders;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * A service's log, with the request id, which all services share, in each line. The id comes from the headers that
 * Headerhop keeps for this thread, so it is there on every thread that serves the request. Safe to share between
 * threads.
 */
public final class RequestLog implements AutoCloseable {
    private final String service;
    private final PrintStream out;
    private final boolean isFile;

    private RequestLog(String service, PrintStream out, boolean isFile) {
        this.service = service;
        this.out = out;
        this.isFile = isFile;
    }

    /** Writes to the file named by {@code LOG_FILE}, or to standard output. */
    public static RequestLog of(String service, Environment environment) throws IOException {
        String file = environment.text("LOG_FILE", "");
        if (file.isEmpty()) {
            return new RequestLog(service, System.out, false);
        }
        return new RequestLog(
                service, new PrintStream(new FileOutputStream(file, true), true, StandardCharsets.UTF_8), true);
    }

    /** Writes one line. */
    public void write(String message) {
        String requestId = Objects.requireNonNullElse(CapturedHeaders.current().first("x-request-id"), "no request id");
        out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + service + " [" + requestId + "] " + message);
    }

    @Override
    public void close() {
        if (isFile) {
            out.close();
        }
    }
}
