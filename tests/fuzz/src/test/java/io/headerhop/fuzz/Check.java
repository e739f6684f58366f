// SPDX-License-Identifier: Apache-2.0
package io.headerhop.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What is true of every text and every list of headers, written without the library's own code. */
final class Check {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Set<String> SINGLE = Set.of(
            "x-request-id",
            "b3",
            "x-b3-traceid",
            "x-b3-spanid",
            "x-b3-parentspanid",
            "x-b3-sampled",
            "x-b3-flags",
            "traceparent",
            "x-datadog-trace-id",
            "sw8",
            "x-amzn-trace-id");
    private static final Set<String> B3_MULTI =
            Set.of("x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid", "x-b3-sampled", "x-b3-flags");
    /** These are never named in full here, so no prefix may include them. */
    private static final Set<String> NEVER = Set.of(
            "cookie",
            "authorization",
            "proxy-authorization",
            "jwt",
            "host",
            "connection",
            "content-length",
            "content-type",
            "transfer-encoding",
            "te",
            "trailer",
            "upgrade",
            "expect",
            "keep-alive");

    private Check() {}

    static void that(boolean holds, String what, Object... details) {
        if (!holds) {
            throw new AssertionError(what + ": " + Arrays.deepToString(details));
        }
    }

    static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    static void headersAreWellFormed(List<Map.Entry<String, String>> headers) {
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            that(TOKEN.matcher(name).matches(), "no header name", header);
            that(isPrintable(header.getValue()), "forbidden character", header);
            that(!header.getValue().isBlank(), "empty value", header);
            that(names.add(name) || !SINGLE.contains(name), "repeated", header);
            boolean forbidden = NEVER.contains(name) || name.startsWith("x-forwarded-") || name.startsWith("x-envoy-");
            that(!forbidden, "never to be carried", header);
        }
        that(!names.contains("b3") || Collections.disjoint(names, B3_MULTI), "both B3", headers);
    }

    /** For a message that tells a user what is wrong with the configuration. */
    static void saysWhatToWrite(IllegalArgumentException refused) {
        String message = String.valueOf(refused.getMessage());
        that(isPrintable(message) && message.length() <= 400, "message for no log", refused);
        that(
                message.contains("write ") || message.contains("leave it out") || message.contains("must be "),
                "message without advice",
                refused);
    }

    /** Without the white space around values, which no client has to keep (RFC 9110 section 5.5). */
    static List<Map.Entry<String, String>> stripped(List<Map.Entry<String, String>> headers) {
        List<Map.Entry<String, String>> stripped = new ArrayList<>();
        headers.forEach(header ->
                stripped.add(Map.entry(header.getKey(), header.getValue().strip())));
        return stripped;
    }
}
