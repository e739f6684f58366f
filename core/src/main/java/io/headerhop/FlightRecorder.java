// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

/**
 * Events for the JDK's Flight Recorder, where the JVM has one. As long as nothing is recorded they cost a comparison,
 * and their classes are loaded when the first of what they tell of happens.
 */
final class FlightRecorder {
    private static final boolean IS_PRESENT =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private FlightRecorder() {}

    static void record(PropagationEvent event, String subject) {
        if (IS_PRESENT) {
            FlightEvents.record(event, subject);
        }
    }

    static void record(PropagationEvent event, String client, String host) {
        if (IS_PRESENT && event == PropagationEvent.NOTHING_CURRENT) {
            FlightEvents.nothingCurrent(client, host);
        }
    }
}
