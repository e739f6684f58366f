// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.time.Instant;

/**
 * A call that was made where no request was current, with the place and the reason: either its request's headers were
 * probably lost there, or no request caused it. Immutable; all texts are printable ASCII, so that none can forge a log
 * line.
 *
 * @param client what users call the client, such as {@code OkHttp}
 * @param host where the call went
 * @param thread the name of the thread that made it
 * @param line the first line of the application's own code on the stack, as
 *     {@code com.example.Orders.reserve(Orders.java:42)}; {@code an unknown line} where none is on it, as on a
 *     library's own thread
 * @param cause what called that code, as far as the stack tells
 * @param fix what to write
 * @param lastSeen when such a call was looked at the last time; it may have been made since
 * @param likelyLoss whether a request has probably caused the call, so that its headers were lost; false where the
 *     stack shows that most probably none has, as in a recurring task
 */
public record LostCall(
        String client,
        String host,
        String thread,
        String line,
        String cause,
        String fix,
        Instant lastSeen,
        boolean likelyLoss) {
    /**
     * In one sentence, as in the log: {@code Call to inventory by OkHttp on thread orders-1 without headers, lost at
     * com.example.Orders.reserve(Orders.java:42): cause; fix}. Where it is no likely loss: {@code made at}.
     */
    @Override
    public String toString() {
        return "Call to " + host + " by " + client + " on thread " + thread + " without headers, "
                + (likelyLoss ? "lost" : "made") + " at " + line + ": " + cause + "; " + fix;
    }
}
