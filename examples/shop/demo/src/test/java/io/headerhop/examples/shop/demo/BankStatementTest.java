// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BankStatementTest {
    @Test
    void namesTheTracingHeadersOfAllCharges() {
        BankStatement statement = BankStatement.parse("""
                [{"product": "tea", "headers": {"Host": ["bank"], "X-b3-traceid": ["1"], "Traceparent": ["2"]}},
                 {"product": "tea", "headers": {"Accept": ["*/*"], "X-request-id": ["3"], "X-b3-traceid": ["4"]}}]
                """);
        assertThat(statement.charges()).isEqualTo(2);
        assertThat(statement.tracingHeaders()).containsExactly("traceparent", "x-b3-traceid", "x-request-id");
    }

    @Test
    void otherHeadersDoNotMatter() {
        assertThat(BankStatement.parse("[{\"headers\": {\"User-agent\": [\"x\"]}}]")
                        .tracingHeaders())
                .isEmpty();
        assertThat(BankStatement.parse("[]").charges()).isZero();
    }
}
