package io.headerhop.benchmarks;

/** The names of what is measured, as {@code ratios.json} has them. */
final class Suites {
    static final String PIPELINE = "pipeline";
    static final String HANDOVER = "handover";
    static final String END_TO_END = "endToEnd";

    private Suites() {}
}
