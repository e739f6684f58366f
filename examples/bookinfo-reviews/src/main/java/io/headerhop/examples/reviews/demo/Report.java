// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.reviews.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;

/** The table. */
record Report(Tally beforeOne, Tally beforeSeveral, Tally afterOne, Tally afterSeveral) {
    private static final List<String> IN_THE_LIST = List.of(
            "x-request-id", "traceparent", "tracestate", "x-b3-traceid", "x-b3-spanid", "x-b3-sampled", "end-user");
    private static final List<String> NOT_IN_THE_LIST = List.of("b3", "x-canary");
    private static final List<String> NOT_FOR_OTHERS = List.of("authorization", "cookie", "jwt", "user-agent");

    static final List<String> NAMES = Stream.of(IN_THE_LIST, NOT_IN_THE_LIST, NOT_FOR_OTHERS)
            .flatMap(List::stream)
            .toList();

    boolean print(PrintStream out) {
        out.printf("%-16s %6s  %9s %9s  %9s %9s%n", "", "", "before", "", "after", "");
        out.printf("%-16s %6s  %9s %9s  %9s %9s%n", "", "sent", "one book", "several", "one book", "several");
        NAMES.forEach(name -> out.printf(
                "%-16s %6d  %9d %9d  %9d %9d%n",
                name,
                beforeOne.sent(name),
                beforeOne.carried(name),
                beforeSeveral.carried(name),
                afterOne.carried(name),
                afterSeveral.carried(name)));
        out.printf("%-16s %6s  %9d %9d  %9d %9d%n", "foreign", "", beforeOne.foreign(), beforeSeveral.foreign(), afterOne.foreign(), afterSeveral.foreign());
        out.printf("%-16s %6s  %9d %9d  %9d %9d%n", "failed", "", beforeOne.failed(), beforeSeveral.failed(), afterOne.failed(), afterSeveral.failed());
        return true;
    }
}
