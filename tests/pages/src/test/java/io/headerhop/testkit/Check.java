// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The program {@code headerhop-check}, without a JVM of its own. */
public final class Check {
    private Check() {}

    /** @return what it prints */
    public static String run(String... arguments) throws InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        HeaderhopCheck.run(out, out, arguments);
        return printed.toString(StandardCharsets.UTF_8);
    }
}
