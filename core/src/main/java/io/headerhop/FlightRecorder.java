// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

/**
 * Events for the JDK's Flight Recorder, where the JVM has one. Their classes are loaded when the first of what they
 * tell of happens. As long as nobody records them, each costs an object and the question whether somebody does.
 */
final class FlightRecorder {
    private static boolean works = Adapters.isThere("jdk.jfr.Event");

    private FlightRecorder() {}

    static void record(PropagationEvent event, String subject) {
        try {
            switch (event) {
                case SCOPE_CLOSED_TWICE, SCOPE_CLOSED_OUT_OF_ORDER, SCOPE_CLOSED_ON_OTHER_THREAD -> {
                    if (works) {
                        FlightEvents.scopeMisused(event, subject);
                    }
                }
                case DROPPED_EMPTY,
                        DROPPED_REPEATED,
                        DROPPED_INVALID,
                        DROPPED_TOO_LONG,
                        DROPPED_OVER_LIMIT,
                        DROPPED_STALE_B3,
                        DROPPED_INCOMPLETE -> {
                    if (works) {
                        FlightEvents.headerDropped(event, subject);
                    }
                }
                default -> {}
            }
        } catch (Throwable e) {
            failed(e);
        }
    }

    static void record(PropagationEvent event, String client, String host) {
        if (works && event == PropagationEvent.NOTHING_CURRENT) {
            try {
                FlightEvents.nothingCurrent(client, host);
            } catch (Throwable e) {
                failed(e);
            }
        }
    }

    /**
     * The recorder registers an event's class when it is loaded, agents rewrite it: that must not fail a request. What
     * does not load will not load later either. Anything else, such as the end of a deep stack, costs one event, and is
     * counted.
     */
    private static void failed(Throwable cause) {
        if (cause instanceof LinkageError || cause instanceof InternalError) {
            works = false;
            Adapters.warn("Headerhop records no events for Flight Recorder any more: " + cause);
        } else {
            PropagationEvent.USER_CODE_FAILED.add(1);
        }
    }
}
