// SPDX-License-Identifier: Apache-2.0
package io.headerhop.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** What Zipkin 3.6.1 returned for two orders, first a good one, then one that failed; the latest trace comes first. */
final class Recorded {
    private Recorded() {}

    static List<Trace> with() {
        return read("/zipkin/with.json");
    }

    static List<Trace> without() {
        return read("/zipkin/without.json").stream()
                .sorted(Comparator.comparingLong(Trace::start))
                .toList();
    }

    private static List<Trace> read(String resource) {
        try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream(resource))) {
            return Zipkin.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
