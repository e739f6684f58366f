// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import io.headerhop.HeaderNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a check sends, and what it allows. Changed in a copy only. */
final class Settings implements Cloneable {
    HeaderNames names = HeaderNames.istio();
    int requests = 100;
    int concurrency = 50;
    String method = "GET";

    @Nullable String body;

    Map<String, List<String>> ownHeaders = Map.of();
    List<PathPattern> ignored = List.of();
    List<ExpectedCall> expected = List.of();
    Duration timeout = Duration.ofSeconds(30);
    Duration patience = Duration.ofSeconds(2);
    boolean newSpansAllowed;
    boolean gateway;

    @Override
    protected Settings clone() {
        try {
            return (Settings) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}
