// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.headerhop.support.Span;
import io.headerhop.support.Trace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final List<String> MESH = List.of("storefront", "catalog", "checkout");
    private static final List<Trace> WITH = List.of(trace(null, MESH), trace(null, MESH));
    private static final List<Trace> WITHOUT = List.of(
            trace(null, List.of("storefront")),
            trace(null, List.of("storefront", "catalog")),
            trace(null, List.of("storefront")),
            trace(null, List.of("storefront", "catalog")));

    @Test
    void aTraceForEachRequestIsLinked() {
        Summary summary = summary(2, WITH, MESH);
        assertThat(JsonParser.parseString(summary.json())).isEqualTo(JsonParser.parseString("""
                {"requests":2,"traces":2,"services":["catalog","checkout","storefront"],"spansPerTrace":[3,3],
                 "orphanSpans":0,"linked":true,"bankHeaders":["b3"],"sidecar":"embedded","backend":"zipkin"}
                """));
    }

    @Test
    void aTraceForEachHopIsNot() {
        Summary summary = summary(2, WITHOUT, MESH);
        assertThat(summary.linked()).isFalse();
        assertThat(summary.traces()).isEqualTo(4);
        assertThat(summary.spansPerTrace()).containsExactly(1, 2, 1, 2);
        assertThat(summary.orphanSpans()).isZero();
    }

    @Test
    void asManyTracesAsRequestsAreNotEnough() {
        assertThat(summary(2, WITHOUT.subList(0, 2), MESH).linked())
                .as("pieces")
                .isFalse();
        assertThat(summary(2, WITH, List.of("storefront", "warehouse")).linked())
                .as("a service is missing")
                .isFalse();
        assertThat(summary(3, WITH, MESH).linked()).as("a trace is missing").isFalse();
        assertThat(summary(0, List.of(), MESH).linked()).as("nothing at all").isFalse();
    }

    @Test
    void orphansAreCounted() {
        Summary summary = summary(1, List.of(trace("gone", MESH)), MESH);
        assertThat(summary.orphanSpans()).isOne();
        assertThat(summary.linked()).isFalse();
    }

    private static Summary summary(int requests, List<Trace> traces, List<String> mesh) {
        return Summary.of(requests, traces, mesh, List.of("b3"), "embedded", "zipkin");
    }

    /** Each service is called by the one before it, the first one from this span. */
    private static Trace trace(@Nullable String parent, List<String> services) {
        List<Span> spans = new ArrayList<>();
        for (String service : services) {
            String caller =
                    spans.isEmpty() ? parent : spans.get(spans.size() - 1).id();
            spans.add(new Span("a", service, caller, "SERVER", spans.size(), 1, new Span.Endpoint(service), null));
        }
        return new Trace(spans);
    }
}
