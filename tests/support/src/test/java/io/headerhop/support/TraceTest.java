// SPDX-License-Identifier: Apache-2.0
package io.headerhop.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {
    private final Trace trace = Recorded.with().get(0);

    @Test
    void oneRootFromWhichAllSpansAreReachedIsLinked() {
        assertThat(trace.spans()).hasSize(11);
        assertThat(trace.isLinked()).isTrue();
        assertThat(trace.orphans()).isEmpty();
        assertThat(trace.services()).containsExactly("catalog", "checkout", "inventory", "payment", "storefront");
    }

    @Test
    void aSpanWhoseParentIsMissingIsAnOrphan() {
        Span gone = trace.roots().get(0);
        Trace broken = without(gone);
        assertThat(broken.orphans()).hasSize(2).allMatch(span -> gone.id().equals(span.parentId()));
        assertThat(broken.isLinked()).isFalse();
    }

    @Test
    void twoRootsAreNotLinked() {
        Span root = trace.roots().get(0);
        List<Span> spans = new ArrayList<>(trace.spans());
        spans.add(new Span(root.traceId(), "1", null, "SERVER", root.timestamp(), 1, root.localEndpoint(), null));
        assertThat(new Trace(spans).isLinked()).isFalse();
    }

    @Test
    void spansThatAreEachOthersParentsAreNotLinked() {
        Span root = trace.roots().get(0);
        List<Span> spans = new ArrayList<>(trace.spans());
        spans.add(new Span(root.traceId(), "1", "2", "SERVER", root.timestamp(), 1, root.localEndpoint(), null));
        spans.add(new Span(root.traceId(), "2", "1", "SERVER", root.timestamp(), 1, root.localEndpoint(), null));
        Trace circle = new Trace(spans);
        assertThat(circle.orphans()).isEmpty();
        assertThat(circle.isLinked()).isFalse();
    }

    @Test
    void knowsWhereItFails() {
        assertThat(trace.failsAt("payment", 504)).isTrue();
        assertThat(trace.failsAt("catalog", 504)).isFalse();
        assertThat(Recorded.with().get(1).failsAt("payment", 504)).isFalse();
    }

    @Test
    void anAnswerThatIsNotZipkinsIsReported() {
        assertThatThrownBy(() -> Zipkin.parse("<html>")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Zipkin.parse("")).isInstanceOf(IOException.class);
    }

    private Trace without(Span gone) {
        return new Trace(
                trace.spans().stream().filter(span -> !span.equals(gone)).toList());
    }
}
