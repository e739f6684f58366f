// SPDX-License-Identifier: Apache-2.0
package io.headerhop.support;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** The backend that stores the traces, through its HTTP API. Safe to share between threads. */
public interface TraceStore {
    /** Such as {@code Zipkin}. */
    String name();

    URI url();

    /** The start page of its UI. */
    URI page();

    /** The page that shows a trace. */
    URI page(Trace trace);

    boolean isHealthy();

    /** The traces that began in this time and have a span with this tag. */
    List<Trace> traces(String tag, String value, Instant from, Instant to, int limit) throws IOException;

    /** One trace, exactly as the API returns it. */
    String json(Trace trace) throws IOException;
}
