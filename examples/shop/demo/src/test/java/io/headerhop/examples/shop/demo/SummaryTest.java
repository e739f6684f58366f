package io.headerhop.examples.shop.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final List<String> MESH = List.of("storefront", "catalog", "checkout", "payment", "inventory");

    @Test
    void aTraceForEachRequestIsLinked() {
        Summary summary = Summary.of(2, Recorded.with(), MESH, List.of(), "embedded", "zipkin");
        assertThat(JsonParser.parseString(summary.json())).isEqualTo(JsonParser.parseString("""
                {"requests":2,"traces":2,"services":["catalog","checkout","inventory","payment","storefront"],
                 "spansPerTrace":[11,11],"orphanSpans":0,"linked":true,"bankHeaders":[],"sidecar":"embedded",
                 "backend":"zipkin"}
                """));
    }

    @Test
    void aTraceForEachHopIsNot() {
        Summary summary = Summary.of(2, Recorded.without(), MESH, List.of(), "embedded", "zipkin");
        assertThat(summary.linked()).isFalse();
        assertThat(summary.traces()).isEqualTo(12);
        assertThat(summary.spansPerTrace()).containsExactlyInAnyOrder(1, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2);
        assertThat(summary.orphanSpans()).isZero();
    }

    @Test
    void asManyTracesAsRequestsDoNotSuffice() {
        assertThat(linked(2, Recorded.without().subList(0, 2), MESH))
                .as("pieces")
                .isFalse();
        assertThat(linked(2, Recorded.with(), List.of("storefront", "warehouse")))
                .as("a service is missing")
                .isFalse();
        assertThat(linked(3, Recorded.with(), MESH)).as("a trace is missing").isFalse();
        assertThat(linked(0, List.of(), MESH)).as("nothing at all").isFalse();
    }

    @Test
    void orphansAreCounted() {
        Trace whole = Recorded.with().get(0);
        Trace headless = new Trace(
                whole.spans().stream().filter(span -> span.parentId() != null).toList());
        Summary summary = Summary.of(1, List.of(headless), MESH, List.of("b3"), "embedded", "zipkin");
        assertThat(summary.orphanSpans()).isEqualTo(2);
        assertThat(summary.linked()).isFalse();
        assertThat(summary.bankHeaders()).containsExactly("b3");
    }

    private static boolean linked(int requests, List<Trace> traces, List<String> mesh) {
        return Summary.of(requests, traces, mesh, List.of(), "embedded", "zipkin")
                .linked();
    }
}
