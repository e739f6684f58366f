// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.reviews.demo;

import java.util.Map;
import java.util.TreeMap;

/** What became of many visits. */
final class Tally {
    private final Map<String, Integer> sent = new TreeMap<>();
    private final Map<String, Integer> carried = new TreeMap<>();
    private int failed;
    private int foreign;

    void add(Visit visit, int status, RatingsService ratings) {
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
        if (visit.books().stream().anyMatch(book -> hasForeign(visit, ratings.receivedFor(book)))) {
            foreign++;
        }
    }

    /** Each value of ours has its request's number in it; whatever else the client writes is the same for all. */
    private static boolean hasForeign(Visit visit, Map<String, String> received) {
        return Report.NAMES.stream()
                .filter(name -> !name.equals("user-agent"))
                .anyMatch(name -> received.containsKey(name)
                        && !received.get(name).equals(visit.headers().get(name)));
    }

    int sent(String name) {
        return sent.getOrDefault(name, 0);
    }

    int carried(String name) {
        return carried.getOrDefault(name, 0);
    }

    /** Requests that were not answered with 200. */
    int failed() {
        return failed;
    }

    /** Requests of which a call had a header that its request did not have. */
    int foreign() {
        return foreign;
    }
}
