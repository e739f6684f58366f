// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * For JMH: CPU time and allocation of all Java threads, including the carriers of virtual ones. Unlike wall time, this
 * excludes what neighbours steal, garbage collection and compilation.
 */
public final class ThreadsProfiler implements InternalProfiler {
    static final String CPU = "cpu";
    static final String BYTES = "bytes";

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long cpu;
    private long bytes;

    /** For JMH. */
    public ThreadsProfiler() {}

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        cpu = cpu();
        bytes = bytes();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double operations = result.getMetadata().getAllOps();
        return List.of(
                new ScalarResult(CPU, (cpu() - cpu) / operations, "ns/op", AggregationPolicy.AVG),
                new ScalarResult(BYTES, (bytes() - bytes) / operations, "B/op", AggregationPolicy.AVG));
    }

    private static long cpu() {
        long sum = 0;
        for (long thread : THREADS.getAllThreadIds()) {
            sum += THREADS.getThreadCpuTime(thread);
        }
        return sum;
    }

    private static long bytes() {
        long sum = 0;
        for (long of : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += of;
        }
        return sum;
    }

    @Override
    public String getDescription() {
        return "CPU time and allocation of all threads, per operation";
    }
}
