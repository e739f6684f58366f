// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo;

import io.headerhop.LostCall;
import io.headerhop.examples.shop.demo.Customer.Order;
import io.headerhop.support.Trace;
import io.headerhop.support.TraceStore;
import io.headerhop.support.TraceTree;
import java.io.PrintStream;
import java.util.Collections;
import java.util.List;

/** Prints the result of a round to the terminal. */
final class Report {
    private static final int MAX_TRACES_SHOWN = 10;

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    /** Shows one good order and the one that failed. */
    void orders(Round round) {
        round.orders().stream()
                .filter(order -> order.status() < 400)
                .reduce((first, second) -> second)
                .ifPresent(good -> order("An order that went well", round, good));
        Order last = round.lastOrder();
        boolean slowBank = round.tracesOf(last).stream().anyMatch(trace -> trace.failsAt("payment", 504));
        order(
                slowBank
                        ? "An order that failed: checkout is failing because payment times out against the bank after 400 ms"
                        : "The last order",
                round,
                last);
    }

    private void order(String title, Round round, Order order) {
        List<Trace> traces = round.tracesOf(order);
        out.println("\n" + title + "\nGET /buy/" + order.product() + " -> " + order.status() + ", "
                + (traces.size() == 1 ? "one trace" : traces.size() + " unrelated traces"));
        traces.stream().limit(MAX_TRACES_SHOWN).forEach(trace -> {
            out.println();
            TraceTree.of(trace).forEach(line -> out.println("  " + line));
        });
    }

    /** The two counts, side by side. */
    void comparison(Summary with, Summary without) {
        out.printf("%n%-22s %14s %14s%n", "", "with Headerhop", "without");
        row("requests", Integer.toString(with.requests()), Integer.toString(without.requests()));
        row("traces", Integer.toString(with.traces()), Integer.toString(without.traces()));
        row("spans in a trace", range(with.spansPerTrace()), range(without.spansPerTrace()));
        row("one trace per request", with.linked() ? "yes" : "no", without.linked() ? "yes" : "no");
    }

    private void row(String what, String with, String without) {
        out.printf("%-22s %14s %14s%n", what, with, without);
    }

    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String range(List<Integer> numbers) {
        if (numbers.isEmpty()) {
            return "none";
        }
        int least = Collections.min(numbers);
        int most = Collections.max(numbers);
        return least == most ? Integer.toString(least) : least + " to " + most;
    }

    /**
     * Where to look at a round in a browser.
     *
     * @param gone whether the backend stops with the demo
     */
    void page(Round round, TraceStore store, boolean gone) {
        List<Trace> traces = round.tracesOf(round.lastOrder());
        if (!traces.isEmpty()) {
            out.println("\nThe last order in " + store.name() + ": " + store.page(traces.get(0)));
            if (gone) {
                out.println("(it stops now; without --once it stays open for you to look around)");
            }
        }
    }

    /** Whether the round was right; if not, says why. */
    boolean verdict(Round round, Summary summary, boolean propagation) {
        BankStatement bank = round.bank();
        out.println(
                "The bank received " + (bank.tracingHeaders().isEmpty() ? "no tracing header" : bank.tracingHeaders())
                        + " in " + count(bank.charges(), "charge") + ".");
        if (!propagation) {
            boolean broken = !summary.linked() && summary.traces() > summary.requests();
            out.println(
                    broken
                            ? "This is the expected picture without propagation: each request falls apart."
                            : "UNEXPECTED: without propagation each request should have fallen apart.");
            return broken;
        }
        boolean good = summary.linked()
                && bank.tracingHeaders().isEmpty()
                && bank.charges() == round.orders().size();
        out.println(good ? "Each request is one linked trace." : "WRONG: " + summary.json());
        return good;
    }

    /** What Headerhop says of calls that lost their headers. */
    void lostCalls(List<LostCall> calls) {
        calls.stream().filter(LostCall::likelyLoss).forEach(call -> out.println("\n" + call));
    }

    /** The links to open. */
    void open(Ports ports, TraceStore store) {
        out.println("\nThe shop stays open, Ctrl-C closes it:");
        out.println("  the shop  " + Ports.url(ports.sidecar(MeshService.STOREFRONT)) + "/");
        out.println("  the bank  " + Ports.url(ports.bank()) + "/");
        out.println("  " + store.name() + "    " + store.page());
    }
}
