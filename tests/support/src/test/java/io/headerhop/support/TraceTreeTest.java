// SPDX-License-Identifier: Apache-2.0
package io.headerhop.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTreeTest {
    @Test
    void marksTheFailedSpansAndTheDeepestOfThem() {
        List<String> lines = TraceTree.of(Recorded.with().get(0));
        assertThat(lines).hasSize(11);
        assertThat(lines.get(0)).matches("storefront +SERVER  GET /buy/espresso-machine +502 +[0-9.]+ ms  ✗");
        assertThat(lines).filteredOn(line -> line.contains("✗")).hasSize(5);
        assertThat(lines)
                .filteredOn(line -> line.endsWith("✗ fails here"))
                .singleElement()
                .asString()
                .matches("[ │]+└─ payment +SERVER  POST /payments +504 +[0-9.]+ ms  ✗ fails here");
    }

    @Test
    void putsEachSpanUnderItsParent() {
        List<String> lines = TraceTree.of(Recorded.with().get(1));
        assertThat(lines.stream().map(line -> line.replaceAll("([a-z]) .*", "$1")))
                .containsExactly(
                        "storefront",
                        "├─ storefront",
                        "│  └─ checkout",
                        "│     ├─ checkout",
                        "│     │  └─ inventory",
                        "│     │     └─ inventory",
                        "│     │        └─ catalog",
                        "│     └─ checkout",
                        "│        └─ payment",
                        "└─ storefront",
                        "   └─ catalog");
        assertThat(lines).noneMatch(line -> line.contains("✗"));
    }

    @Test
    void showsAnOrphanToo() {
        Trace whole = Recorded.with().get(1);
        Trace headless = new Trace(
                whole.spans().stream().filter(span -> span.parentId() != null).toList());
        assertThat(TraceTree.of(headless))
                .hasSize(10)
                .filteredOn(line -> line.startsWith("? storefront"))
                .hasSize(2);
    }
}
