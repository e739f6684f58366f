// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh.opentelemetry;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What carries the headers through the services, if anything does. Their code is the same in all modes. */
enum Mode {
    NOTHING("nothing", null, Spans.NONE),
    HEADERHOP("Headerhop, no agent", null, Spans.NONE),
    AGENT_DEFAULTS("the agent, exporters off, its default propagators", "tracecontext,baggage", Spans.MADE),
    AGENT_B3("the agent, exporters off, `tracecontext,b3multi`", "tracecontext,b3multi", Spans.MADE),
    AGENT_DISABLED(
            "the agent, `otel.sdk.disabled=true`, `tracecontext,b3multi`", "tracecontext,b3multi", Spans.DISABLED),
    EXTENSION("the agent, exporters off, `headerhop`", "headerhop", Spans.MADE),
    EXTENSION_DISABLED("the agent, `otel.sdk.disabled=true`, `headerhop`", "headerhop", Spans.DISABLED),
    TRACER("the agent, spans exported", "tracecontext,baggage", Spans.EXPORTED),
    TRACER_AND_EXTENSION(
            "the agent, spans exported, `tracecontext,baggage,headerhop`",
            "tracecontext,baggage,headerhop",
            Spans.EXPORTED);

    /** What becomes of the agent's own spans. */
    enum Spans {
        NONE,
        MADE,
        DISABLED,
        EXPORTED
    }

    private final String title;

    @Nullable private final String propagators;

    private final Spans spans;

    /** @param propagators null without an agent */
    Mode(String title, @Nullable String propagators, Spans spans) {
        this.title = title;
        this.propagators = propagators;
        this.spans = spans;
    }

    /** In Markdown. */
    String title() {
        return title;
    }

    boolean hasAgent() {
        return propagators != null;
    }

    boolean hasExtension() {
        return propagators != null && propagators.contains("headerhop");
    }

    /** Whether the services' own use of Headerhop carries anything. */
    boolean hasAdapters() {
        return this == HEADERHOP;
    }

    /** Whether each request should be one trace with every parent in it, and if not, certainly is not. */
    boolean isWhole() {
        return hasAdapters() || hasExtension() || isExported();
    }

    /** Whether x-request-id goes on. */
    boolean carriesRequestId() {
        return hasAdapters() || hasExtension();
    }

    /** Whether a tracer tells the bank about its spans. */
    boolean tellsTheBank() {
        return hasAgent() && (!hasExtension() || isExported());
    }

    boolean isExported() {
        return spans == Spans.EXPORTED;
    }

    /**
     * The settings of a service's JVM.
     *
     * @param otlp where spans go that are exported
     */
    List<String> settings(Files files, String service, String otlp) {
        List<String> settings = new ArrayList<>();
        if (propagators == null) {
            return settings;
        }
        settings.add("-javaagent:" + files.agent());
        settings.add("-Dotel.propagators=" + propagators);
        settings.add("-Dotel.service.name=" + service);
        if (hasExtension()) {
            settings.add("-Dotel.javaagent.extensions=" + files.extension());
        }
        settings.add("-Dotel.metrics.exporter=none");
        settings.add("-Dotel.logs.exporter=none");
        settings.addAll(
                switch (spans) {
                    case NONE, MADE -> List.of("-Dotel.traces.exporter=none");
                    case DISABLED -> List.of("-Dotel.sdk.disabled=true");
                    case EXPORTED ->
                        List.of(
                                "-Dotel.traces.exporter=otlp",
                                "-Dotel.exporter.otlp.endpoint=" + otlp,
                                "-Dotel.bsp.schedule.delay=200");
                });
        return settings;
    }
}
