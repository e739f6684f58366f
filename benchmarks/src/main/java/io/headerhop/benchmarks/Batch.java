// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * The cost of a fixed number of operations on this thread. Its CPU time excludes what neighbours steal, garbage
 * collection and compilation.
 */
record Batch(double cpuNs, double bytes) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    interface Operation {
        void run() throws Exception;
    }

    static Batch of(int size, Operation operation) throws Exception {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        repeat(size, operation);
        nanos = THREADS.getCurrentThreadCpuTime() - nanos;
        bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        return new Batch((double) nanos / size, (double) bytes / size);
    }

    static void repeat(int times, Operation operation) throws Exception {
        for (int i = 0; i < times; i++) {
            operation.run();
        }
    }
}
