package io.headerhop.mesh;

import java.util.Optional;

/** A span as a trace store returned it; {@code kind} is SERVER or CLIENT. */
record Span(String traceId, String id, Optional<String> parentId, String service, String kind) {}
