// SPDX-License-Identifier: Apache-2.0
package io.headerhop.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.LostCall;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.spi.SomeClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is said of a call that a program makes, somehow, while it serves a request. */
final class Said {
    private static final Pattern LINE = Pattern.compile("io\\.headerhop\\.catalogue\\..*\\((\\w+\\.java):(\\d+)\\)");

    private Said() {}

    static LostCall ofCallBy(SomeClient.Code code) throws Exception {
        try (Scope request = Headers.ofRequest(1).makeCurrent()) {
            return ofCallOutsideOfRequestsBy(code);
        }
    }

    /** On a thread that serves none so far. */
    static LostCall ofCallOutsideOfRequestsBy(SomeClient.Code code) throws Exception {
        LostCall lost = ofCall(code);
        Warnings.assertNamed(lost);
        return lost;
    }

    /** Of such a call there must be no warning. */
    static LostCall ofNoFaultBy(SomeClient.Code code) throws Exception {
        try (Scope request = Headers.ofRequest(1).makeCurrent()) {
            return ofNoFaultOutsideOfRequestsBy(code);
        }
    }

    static LostCall ofNoFaultOutsideOfRequestsBy(SomeClient.Code code) throws Exception {
        LostCall lost = ofCall(code);
        Warnings.assertNone(lost);
        return lost;
    }

    /** The line that is named must be the very one that makes the call. */
    private static LostCall ofCall(SomeClient.Code code) throws Exception {
        Warnings.areHeard();
        Headers.ofRequest(1);
        LostCall lost = SomeClient.lostBy(code).orElseThrow();
        Matcher line = LINE.matcher(lost.line());
        assertThat(line.matches()).as(lost.toString()).isTrue();
        Path source = Path.of("src/test/java/io/headerhop/catalogue", line.group(1));
        assertThat(Files.readAllLines(source).get(Integer.parseInt(line.group(2)) - 1))
                .as(lost.toString())
                .contains("call.make()");
        return lost;
    }

    /** As the fix says. */
    static void nothingOfCallBy(SomeClient.Code code) throws Exception {
        try (Scope request = Headers.ofRequest(1).makeCurrent()) {
            assertThat(SomeClient.lostBy(code)).isEmpty();
        }
    }
}
