// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** What one operation costs: CPU time and allocation. */
record Figures(double cpuNs, double bytes) {
    static final Figures NOTHING = new Figures(0, 0);

    /** From the batches of one JVM: the lower decile of the time, since neighbours only ever add to it. */
    static Figures ofBatches(List<Batch> batches) {
        return new Figures(quantile(batches, Batch::cpuNs, 0.1), quantile(batches, Batch::bytes, 0.5));
    }

    static Figures median(List<Figures> rounds) {
        return new Figures(quantile(rounds, Figures::cpuNs, 0.5), quantile(rounds, Figures::bytes, 0.5));
    }

    Figures minus(Figures baseline) {
        return new Figures(cpuNs - baseline.cpuNs, bytes - baseline.bytes);
    }

    private static <T> double quantile(List<T> all, ToDoubleFunction<T> figure, double share) {
        double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
        return sorted[(int) (sorted.length * share)];
    }
}
