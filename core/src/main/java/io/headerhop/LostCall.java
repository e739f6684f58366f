// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

/**
 * A call that was made where no request was current, with the place and the reason. Immutable; all texts are printable
 * ASCII, so that none can forge a log line.
 *
 * @param client what users call the client, such as {@code OkHttp}
 * @param host where the call went
 * @param thread the name of the thread that made it
 * @param line the first line of the application's own code on the stack, as
 *     {@code com.example.Orders.reserve(Orders.java:42)}; {@code an unknown line} where none is on it, as on a
 *     library's own thread
 * @param cause what called that code, as far as the stack tells
 * @param fix what to write
 */
public record LostCall(String client, String host, String thread, String line, String cause, String fix) {
    /** {@code lost at com.example.Orders.reserve(Orders.java:42): cause; fix}. */
    @Override
    public String toString() {
        return "lost at " + line + ": " + cause + "; " + fix;
    }
}
