// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What {@link Adapters} were told, and what follows from it. */
final class AdapterLog {
    // A service calls others before its first request too: for configuration, to warm up.
    private static final int CALLS_BEFORE_THE_FIRST_REQUEST = 10;
    // Some applications make a client for each call.
    private static final int MAX_MESSAGES = 1000;

    private static final String WHAT_TO_DO =
            "add headerhop-spring-boot-starter in Spring Boot, headerhop-quarkus-rest in Quarkus REST; elsewhere register the"
                    + " HeaderPropagationFilter of headerhop-servlet for all requests or, without servlets, the"
                    + " HeaderPropagationServerFeature of headerhop-jaxrs";

    private final Logger logger;
    private final Set<String> infos = ConcurrentHashMap.newKeySet();
    private final Set<String> warnings = ConcurrentHashMap.newKeySet();
    private final Set<String> lossesLogged = ConcurrentHashMap.newKeySet();
    private final Set<String> inbound = ConcurrentHashMap.newKeySet();
    private final LostCalls lostCalls = new LostCalls();
    private final AtomicInteger callsWithNothing = new AtomicInteger();
    private volatile boolean captured;
    // That nothing is captured, until something is.
    private volatile @Nullable String nothingCaptured;

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
        logOnce(infos, Level.INFO, "Headerhop captures by the " + name + ": " + rules);
    }

    void outbound(String name) {
        logOnce(infos, Level.INFO, "Headerhop injects what is current into the calls of " + name);
    }

    void warn(String message) {
        logOnce(warnings, Level.WARNING, message);
    }

    /** An inbound adapter, or the application itself, has captured, whether or not anything was there. */
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
            if (lossesLogged.size() < MAX_MESSAGES && lossesLogged.add(LostCalls.placeOf(lost))) {
                log(Level.WARNING, lost.toString());
            }
            return true;
        }
        int calls = callsWithNothing.incrementAndGet();
        if (inbound.isEmpty() && calls == 1) {
            warnOfNothingCaptured("Headerhop had nothing to carry to " + HeaderSyntax.printable(host)
                    + ", and no inbound adapter is installed so far: " + WHAT_TO_DO);
        } else if (!inbound.isEmpty() && calls == CALLS_BEFORE_THE_FIRST_REQUEST) {
            warnOfNothingCaptured("Headerhop had nothing to carry in " + calls + " calls, the last of them to "
                    + HeaderSyntax.printable(host) + ", and nothing was captured from any request, though there is: "
                    + String.join(", ", new TreeSet<>(inbound)) + ". If this service has served requests, its framework"
                    + " does not call that: " + WHAT_TO_DO);
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

    /** What is wrong with the set-up, in the words it was logged with. */
    List<String> warnings() {
        Set<String> all = new TreeSet<>(warnings);
        String nothing = nothingCaptured;
        if (nothing != null && !captured) {
            all.add(nothing);
        }
        return List.copyOf(all);
    }

    private void warnOfNothingCaptured(String message) {
        nothingCaptured = message;
        log(Level.WARNING, message);
    }

    private void logOnce(Set<String> logged, Level level, String message) {
        if (logged.size() < MAX_MESSAGES && logged.add(message)) {
            log(level, message);
        }
    }

    private void log(Level level, String message) {
        try {
            logger.log(level, message);
        } catch (Throwable e) {
            // Whatever the application's logging throws must not become the call's failure.
            PropagationEvent.USER_CODE_FAILED.add(1);
        }
    }
}
