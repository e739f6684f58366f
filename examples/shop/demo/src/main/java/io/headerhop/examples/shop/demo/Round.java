// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo;

import io.headerhop.examples.shop.demo.Customer.Order;
import io.headerhop.support.Trace;
import io.headerhop.support.TraceStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/**
 * A number of orders to one shop, and their traces in the backend.
 *
 * @param traces in the order in which they began
 */
record Round(List<Order> orders, List<Trace> traces, BankStatement bank) {
    private static final Duration SPANS_ARRIVE_WITHIN = Duration.ofSeconds(20);
    private static final long POLLED_EVERY_MILLIS = 200;

    /**
     * Sends the orders and waits for their spans.
     *
     * @param run the word that the sidecars tag the spans with
     */
    static Round play(Ports ports, int requests, TraceStore store, String run)
            throws IOException, InterruptedException {
        Instant start = Instant.now();
        List<Order> orders = Customer.send(Ports.url(ports.sidecar(MeshService.STOREFRONT)), requests);
        List<Trace> traces = arrived(store, run, start, requests * MeshService.spansPerRequest());
        return new Round(orders, traces, BankStatement.read(Ports.url(ports.bank())));
    }

    /** Returns as soon as all spans have arrived, or when they are overdue. */
    private static List<Trace> arrived(TraceStore store, String run, Instant start, int spans)
            throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(SPANS_ARRIVE_WITHIN);
        while (true) {
            // Each trace has at least one span, so this limit cuts nothing off.
            List<Trace> traces = store.traces("shop.run", run, start, Instant.now(), spans + 1);
            if (count(traces) >= spans || Instant.now().isAfter(deadline)) {
                return traces.stream()
                        .sorted(Comparator.comparingLong(Trace::start))
                        .toList();
            }
            Thread.sleep(POLLED_EVERY_MILLIS);
        }
    }

    int spans() {
        return count(traces);
    }

    private static int count(List<Trace> traces) {
        return traces.stream().mapToInt(trace -> trace.spans().size()).sum();
    }

    /** The traces that began while this order was in progress. */
    List<Trace> tracesOf(Order order) {
        return traces.stream()
                .filter(trace -> trace.start() >= micros(order.start()) && trace.start() <= micros(order.end()))
                .toList();
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    Order lastOrder() {
        return orders.get(orders.size() - 1);
    }

    Summary summary(String sidecar, String backend) {
        return Summary.of(orders.size(), traces, MeshService.services(), bank.tracingHeaders(), sidecar, backend);
    }
}
