// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.reviews.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * What the calls of both services carried, side by side.
 *
 * @param one calls on the request's thread
 * @param several calls on the server's executor
 */
record Report(Calls one, Calls several) {
    /** The same calls before and after. */
    record Calls(Tally before, Tally after) {}

    private static final List<String> LISTED = List.of(
            "x-request-id", "traceparent", "tracestate", "x-b3-traceid", "x-b3-spanid", "x-b3-sampled", "end-user");
    private static final List<String> NOT_LISTED = List.of("b3", "x-canary");
    private static final List<String> LISTED_AND_LEFT_OUT = List.of("authorization", "cookie", "jwt", "user-agent");

    void print(PrintStream out) {
        line(out, "", "", "one book", "", "several books", "");
        line(out, "", "sent", "before", "after", "before", "after");
        Stream.of(LISTED, NOT_LISTED, LISTED_AND_LEFT_OUT)
                .flatMap(List::stream)
                .forEach(name -> row(out, name, one.before.sent(name), tally -> tally.carried(name)));
        out.println();
        row(out, "foreign headers", "", Tally::foreign);
        row(out, "not answered", "", Tally::failed);
        out.println();
    }

    private void row(PrintStream out, String name, Object sent, ToIntFunction<Tally> count) {
        List<Integer> counts = Stream.of(one.before, one.after, several.before, several.after)
                .map(count::applyAsInt)
                .toList();
        line(out, name, sent, counts.get(0), counts.get(1), counts.get(2), counts.get(3));
    }

    private static void line(PrintStream out, Object... cells) {
        out.println("  %-16s %6s   %8s %8s   %13s %8s".formatted(cells).stripTrailing());
    }

    /**
     * The list carries what is in it. Off the request's thread, the server refuses to tell the headers of the
     * parameter, and the request fails.
     */
    boolean beforeIsAsThePageSays() {
        return all(one.before, LISTED)
                && none(one.before, NOT_LISTED)
                && all(one.before, LISTED_AND_LEFT_OUT)
                && one.before.failed() == 0
                && several.before.failed() == several.before.visits();
    }

    boolean afterIsAsThePageSays() {
        return Stream.of(one.after, several.after)
                .allMatch(tally -> all(tally, LISTED)
                        && all(tally, NOT_LISTED)
                        && none(tally, LISTED_AND_LEFT_OUT)
                        && tally.foreign() == 0
                        && tally.failed() == 0);
    }

    private static boolean all(Tally tally, List<String> names) {
        return names.stream().allMatch(name -> tally.sent(name) > 0 && tally.carried(name) == tally.sent(name));
    }

    private static boolean none(Tally tally, List<String> names) {
        return names.stream().allMatch(name -> tally.sent(name) > 0 && tally.carried(name) == 0);
    }
}
