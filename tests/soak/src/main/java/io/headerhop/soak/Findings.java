// SPDX-License-Identifier: Apache-2.0
package io.headerhop.soak;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** What was counted; the soak is run for the four counts that must be zero. */
final class Findings {
    final LongAdder requests = new LongAdder();
    final LongAdder outbound = new LongAdder();
    final LongAdder wrongId = new LongAdder();
    final LongAdder missing = new LongAdder();
    final LongAdder leakedToForeignHost = new LongAdder();
    final LongAdder foreignCalls = new LongAdder();
    final LongAdder disconnected = new LongAdder();
    final LongAdder failedCalls = new LongAdder();
    final LongAdder rejectedTasks = new LongAdder();
    final LongAdder diedThreads = new LongAdder();
    private volatile long liveScopesAtEnd;
    private volatile long heapGrowthBytes;

    void atEnd(long liveScopes, long heapGrowth) {
        liveScopesAtEnd = liveScopes;
        heapGrowthBytes = heapGrowth;
    }

    long liveScopesAtEnd() {
        return liveScopesAtEnd;
    }

    /** A service that makes no calls, follows no redirect to an untrusted host, or is itself broken proves nothing. */
    boolean areClean() {
        return foreignCalls.sum() > 0
                && diedThreads.sum() == 0
                && wrongId.sum() == 0
                && missing.sum() == 0
                && leakedToForeignHost.sum() == 0
                && liveScopesAtEnd == 0;
    }

    String progress() {
        return String.format(
                Locale.ROOT,
                "%,d requests, %,d outbound calls (%,d failed on purpose, %,d tasks rejected, %,d callers gone);"
                        + " wrong id %d, missing %d, leaked %d",
                requests.sum(),
                outbound.sum(),
                failedCalls.sum(),
                rejectedTasks.sum(),
                disconnected.sum(),
                wrongId.sum(),
                missing.sum(),
                leakedToForeignHost.sum());
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"requests\":%d,\"outbound\":%d,\"wrongId\":%d,\"missing\":%d,\"leakedToForeignHost\":%d,"
                        + "\"liveScopesAtEnd\":%d,\"heapGrowthBytes\":%d,"
                        + "\"foreignCalls\":%d,\"failedCalls\":%d,\"rejectedTasks\":%d,\"disconnectedCallers\":%d,"
                        + "\"diedThreads\":%d}%n",
                requests.sum(),
                outbound.sum(),
                wrongId.sum(),
                missing.sum(),
                leakedToForeignHost.sum(),
                liveScopesAtEnd,
                heapGrowthBytes,
                foreignCalls.sum(),
                failedCalls.sum(),
                rejectedTasks.sum(),
                disconnected.sum(),
                diedThreads.sum());
    }
}
