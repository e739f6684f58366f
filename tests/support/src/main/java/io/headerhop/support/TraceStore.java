// SPDX-License-Identifier: Apache-2.0
package io.headerhop.support;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** The backend that keeps the traces, by its HTTP interface. Safe to share between threads. */
public interface TraceStore {
    /** Such as {@code Zipkin}. */
    String name();

    URI url();

    /** The page to look around on. */
    URI page();

    /** The page that shows a trace. */
    URI page(Trace trace);

    boolean isHealthy();

    /** The traces with a span that has this tag, if they began in this time. */
    List<Trace> traces(String tag, String value, Instant from, Instant to, int limit) throws IOException;

    /** One trace, in the very words of the interface. */
    String json(Trace trace) throws IOException;
}
