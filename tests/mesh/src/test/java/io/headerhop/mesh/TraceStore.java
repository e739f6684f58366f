package io.headerhop.mesh;

import java.io.IOException;
import java.util.List;

/** Where sidecars send their spans. */
interface TraceStore {
    /** Where it takes spans. */
    int port();

    /** All spans of the requests with this path. */
    List<Span> spans(String path) throws IOException;
}
