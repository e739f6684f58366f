// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What {@link Adapters} were told, and what follows from it. */
final class AdapterLog {
    // A service calls others before its first request too: for configuration, to warm up.
    private static final int CALLS_BEFORE_THE_FIRST_REQUEST = 10;
    // Some applications make a client for each call.
    private static final int MAX_MESSAGES = 1000;

    private static final String WHAT_TO_DO =
            "register the HeaderPropagationFilter of headerhop-servlet for all requests"
                    + " or, without servlets, the HeaderPropagationServerFeature of headerhop-jaxrs (Quarkus REST calls neither;"
                    + " use quarkus-resteasy there)";

    private final Logger logger;
    private final Set<String> infos = ConcurrentHashMap.newKeySet();
    private final Set<String> warnings = ConcurrentHashMap.newKeySet();
    private final Set<String> inbound = ConcurrentHashMap.newKeySet();
    private final LostCalls lostCalls = new LostCalls();
    private final AtomicInteger callsWithNothing = new AtomicInteger();
    private volatile boolean captured;

    AdapterLog(Logger logger) {
        this.logger = logger;
    }

    void created(String name) {
        if (inbound.size() < MAX_MESSAGES) {
            inbound.add(name);
        }
    }

    void inbound(String name, HeaderPropagation rules) {
        created(name);
        log(Level.INFO, "Headerhop captures by the " + name + ": " + rules);
    }

    void outbound(String name) {
        log(Level.INFO, "Headerhop injects what is current into the calls of " + name);
    }

    void warn(String message) {
        log(Level.WARNING, message);
    }

    /** An inbound adapter has seen a request, whether or not it found anything there. */
    void captured() {
        if (!captured) {
            captured = true;
        }
    }

    /** Returns whether the call was looked at, and has probably lost its request's headers. */
    boolean nothingToInject(String client, String host) {
        if (captured) {
            LostCall lost = lostCalls.add(client, host);
            if (lost == null || !lost.likelyLoss()) {
                return false;
            }
            log(Level.WARNING, LostCalls.placeOf(lost), lost.toString());
            return true;
        }
        int calls = callsWithNothing.incrementAndGet();
        if (inbound.isEmpty() && calls == 1) {
            log(
                    Level.WARNING,
                    "Headerhop had nothing to carry to " + HeaderSyntax.printable(host)
                            + ", and no inbound adapter is installed so far: " + WHAT_TO_DO);
        } else if (!inbound.isEmpty() && calls == CALLS_BEFORE_THE_FIRST_REQUEST) {
            log(
                    Level.WARNING,
                    "Headerhop had nothing to carry in " + calls + " calls, the last of them to "
                            + HeaderSyntax.printable(host) + ", and nothing was captured from any request, though there"
                            + " is: " + String.join(", ", new TreeSet<>(inbound)) + ". If this service has served"
                            + " requests, its framework does not call that: " + WHAT_TO_DO);
        }
        return false;
    }

    /** The calls that were made where no request was current, the latest first, one for each line of code. */
    List<LostCall> lostCalls() {
        return lostCalls.all();
    }

    /** What is installed, in the words it was logged with. */
    List<String> installed() {
        return List.copyOf(new TreeSet<>(infos));
    }

    private void log(Level level, String message) {
        log(level, message, message);
    }

    /** @param subject what is logged of once */
    private void log(Level level, String subject, String message) {
        Set<String> logged = level == Level.INFO ? infos : warnings;
        if (logged.size() < MAX_MESSAGES && logged.add(subject)) {
            try {
                logger.log(level, message);
            } catch (Throwable e) {
                // Whatever the application's logging throws must not become the call's failure.
                PropagationEvent.USER_CODE_FAILED.add(1);
            }
        }
    }
}
