// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.reviews.demo;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What became of many visits. */
final class Tally {
    /** What a client writes by itself if nobody else does, or what belongs to one message. */
    private static final Set<String> OF_THE_CLIENT =
            Set.of("accept", "accept-encoding", "connection", "host", "user-agent");

    private final Map<String, Integer> sent = new TreeMap<>();
    private final Map<String, Integer> carried = new TreeMap<>();
    private int visits;
    private int failed;
    private int foreign;

    void add(Visit visit, int status, RatingsService ratings) {
        visits++;
        if (status != 200) {
            failed++;
        }
        visit.headers().forEach((name, value) -> {
            sent.merge(name, 1, Integer::sum);
            if (visit.books().stream()
                    .allMatch(book -> value.equals(ratings.receivedFor(book).get(name)))) {
                carried.merge(name, 1, Integer::sum);
            }
        });
        if (visit.books().stream().anyMatch(book -> hasForeign(ratings.receivedFor(book), visit))) {
            foreign++;
        }
    }

    private static boolean hasForeign(Map<String, String> received, Visit visit) {
        return received.entrySet().stream().anyMatch(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            return !OF_THE_CLIENT.contains(name)
                    && !header.getValue().equals(visit.headers().get(name));
        });
    }

    int visits() {
        return visits;
    }

    /** Visits that had this header. */
    int sent(String name) {
        return sent.getOrDefault(name, 0);
    }

    /** Those of which all calls had it, with the same value. */
    int carried(String name) {
        return carried.getOrDefault(name, 0);
    }

    /** Those that were not answered, or with an error. */
    int failed() {
        return failed;
    }

    /** Those of which a call had a header that it should not have, or another value. */
    int foreign() {
        return foreign;
    }
}
