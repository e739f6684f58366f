// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * The events themselves; not loaded in a JVM without {@code jdk.jfr}. No event has a header's value. None is recorded
 * unless a recording asks for it: profilers record all day, and so do some of these happen in a healthy service.
 */
@SuppressWarnings("UnusedVariable") // The recorder reads the fields.
final class FlightEvents {
    private FlightEvents() {}

    static void nothingCurrent(String client, String host) {
        NothingCurrent event = new NothingCurrent();
        if (event.shouldCommit()) {
            event.client = client;
            event.host = HeaderSyntax.printable(host);
            LostCall call = LostCalls.look(client, host);
            event.line = call.line();
            event.cause = call.cause();
            event.fix = call.fix();
            event.likelyLoss = call.likelyLoss();
            event.commit();
        }
    }

    static void scopeMisused(PropagationEvent problem, String openedOn) {
        ScopeMisused event = new ScopeMisused();
        if (event.shouldCommit()) {
            event.problem = problem.name();
            event.openedOn = HeaderSyntax.printable(openedOn);
            event.commit();
        }
    }

    static void headerDropped(PropagationEvent reason, String header) {
        HeaderDropped event = new HeaderDropped();
        if (event.shouldCommit()) {
            event.header = HeaderSyntax.printable(header);
            event.reason = reason.name();
            event.commit();
        }
    }

    @Name("io.headerhop.NothingCurrent")
    @Label("Call without headers")
    @Description("An outbound call was made on a thread where no request was current")
    @Category("Headerhop")
    @Enabled(false)
    @StackTrace(true)
    private static final class NothingCurrent extends Event {
        @Label("Client")
        String client = "";

        @Label("Host")
        String host = "";

        @Label("Line")
        @Description("The first line of the application's own code on the stack")
        String line = "";

        @Label("Cause")
        String cause = "";

        @Label("Fix")
        @Description("What to write")
        String fix = "";

        @Label("Likely loss")
        @Description("Whether a request has probably caused the call, so that its headers were lost")
        boolean likelyLoss;
    }

    @Name("io.headerhop.ScopeMisused")
    @Label("Scope misused")
    @Description("A scope was closed twice, on another thread, or before one that was opened inside it")
    @Category("Headerhop")
    @Enabled(false)
    @StackTrace(true)
    private static final class ScopeMisused extends Event {
        @Label("Problem")
        String problem = "";

        @Label("Thread that opened it")
        String openedOn = "";
    }

    @Name("io.headerhop.HeaderDropped")
    @Label("Header dropped")
    @Description("A header of an inbound request was not captured")
    @Category("Headerhop")
    @Enabled(false)
    @StackTrace(false)
    private static final class HeaderDropped extends Event {
        @Label("Header")
        String header = "";

        @Label("Reason")
        String reason = "";
    }
}
