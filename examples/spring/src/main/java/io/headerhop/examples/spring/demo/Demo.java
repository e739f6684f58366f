// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.spring.demo;

import io.headerhop.examples.spring.demo.Customer.Order;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Starts both services, sends orders, and prints what each call carried. */
public final class Demo {
    /** What belongs to the example. Tomcat, when it stops, reports threads that Reactor keeps for later. */
    private static final String[] LOG = {
        "logging.level.root=warn", "logging.level.io.headerhop=info", "logging.level.org.apache.catalina.loader=error"
    };

    private static final int ORDERS = 100;
    private static final int AT_ONCE = 8;

    /** The requests that one order causes, by the path of each. */
    private static final Map<String, String> MADE_BY = Map.of(
            "orders", "the customer",
            "left", "RestClient",
            "prices", "WebClient",
            "discounts", "RestClient",
            "reservations", "Feign, @Async");

    private final PrintStream out;
    private final Services services;
    private final Customer customer;

    Demo(PrintStream out, Services services) {
        this.out = out;
        this.services = services;
        this.customer = new Customer(services);
    }

    public static void main(String[] arguments) throws Exception {
        boolean right;
        System.out.println("Starting both services");
        try (Services services = Services.start(LOG)) {
            right = new Demo(System.out, services).run();
        }
        System.exit(right ? 0 : 1);
    }

    /** Whether everything was carried. */
    boolean run() throws Exception {
        out.println("\nOne order, in the log of both services:\n");
        Order order = customer.order("tea", Customer.headers(1));
        out.println("\nWhat came in with each of its requests:\n");
        table(order);

        LoggingSystem.get(Demo.class.getClassLoader()).setLogLevel("io.headerhop.examples.spring", LogLevel.WARN);
        List<Order> orders = new ArrayList<>(List.of(order));
        orders.addAll(many());
        int requests = 0;
        int wrong = 0;
        int failed = 0;
        for (Order each : orders) {
            requests += services.received().of(each.item()).size();
            wrong += customer.wrong(each).size();
            failed += each.status() == 200 ? 0 : 1;
        }
        out.printf(
                "%n%d more orders, %d at once, every fourth of them without headers: %d requests, %d wrong%n",
                ORDERS, AT_ONCE, requests, wrong);
        if (failed > 0) {
            out.println(failed + " orders failed");
        }
        boolean right = wrong == 0 && failed == 0 && requests == (ORDERS + 1) * MADE_BY.size();
        out.println(right ? "Each request carried what its order had." : "WRONG: not everything was carried.");
        return right;
    }

    private List<Order> many() throws Exception {
        ExecutorService customers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Order>> orders = new ArrayList<>();
            for (int i = 0; i < ORDERS; i++) {
                int number = i + 2;
                orders.add(customers.submit(
                        () -> customer.order("item" + number, number % 4 == 0 ? Map.of() : Customer.headers(number))));
            }
            List<Order> done = new ArrayList<>();
            for (Future<Order> order : orders) {
                done.add(order.get());
            }
            return done;
        } finally {
            customers.shutdown();
        }
    }

    private void table(Order order) {
        row("request", "made by", "x-request-id", "x-b3-traceid", "x-tenant-id");
        for (Received.Request request : services.received().of(order.item())) {
            String trace = request.headers().getOrDefault("x-b3-traceid", "-");
            row(
                    request.method() + " " + request.path(),
                    MADE_BY.getOrDefault(request.path().split("/")[1], ""),
                    request.headers().getOrDefault("x-request-id", "-"),
                    trace.length() > 8 ? "..." + trace.substring(trace.length() - 8) : trace,
                    request.headers().getOrDefault("x-tenant-id", "-"));
        }
    }

    private void row(String... cells) {
        out.printf("  %-22s  %-13s  %-36s  %-12s  %s%n", (Object[]) cells);
    }
}
