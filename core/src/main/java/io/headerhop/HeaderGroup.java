package io.headerhop;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headers that only make sense together: where the caller set one of them, none of the group is added to it. */
enum HeaderGroup {
    B3("b3", "x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid", "x-b3-sampled", "x-b3-flags"),
    W3C("traceparent", "tracestate"),
    DATADOG(
            "x-datadog-trace-id",
            "x-datadog-parent-id",
            "x-datadog-sampling-priority",
            "x-datadog-origin",
            "x-datadog-tags"),
    SKYWALKING("sw8", "sw8-correlation", "sw8-x");

    /** Headers that are one id together: without one of the first two, those that are left name no span. */
    static final List<List<String>> IDS = List.of(
            List.of("x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid"),
            List.of("x-datadog-trace-id", "x-datadog-parent-id"));

    private static final Map<String, HeaderGroup> BY_NAME = new HashMap<>();

    static {
        for (HeaderGroup group : values()) {
            group.names.forEach(name -> BY_NAME.put(name, group));
        }
    }

    private final List<String> names;

    HeaderGroup(String... names) {
        this.names = List.of(names);
    }

    List<String> names() {
        return names;
    }

    /** The group of a name in lower case; null for a header that stands alone. */
    static @Nullable HeaderGroup of(String name) {
        return BY_NAME.get(name);
    }
}
