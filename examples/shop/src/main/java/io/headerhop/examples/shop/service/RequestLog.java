// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.service;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.slf4j.MDC;

/**
 * A service's log, with the request id, which all services share, in each line: one search finds a request's story. The
 * id is in SLF4J's MDC, where headerhop-slf4j puts it on every thread that serves the request. Safe to share between
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
        String requestId = Objects.requireNonNullElse(MDC.get("requestId"), "no request id");
        out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + service + " [" + requestId + "] " + message);
    }

    @Override
    public void close() {
        if (isFile) {
            out.close();
        }
    }
}
