// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.util.List;

/** What can be measured: the names in {@code ratios.json}, and {@code growth}, which is part of its pipeline. */
final class Suites {
    static final String PIPELINE = "pipeline";
    static final String GROWTH = "growth";
    static final String HANDOVER = "handover";
    static final String END_TO_END = "endToEnd";
    static final List<String> ALL = List.of(PIPELINE, GROWTH, HANDOVER, END_TO_END);

    private Suites() {}
}
