// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What a header's name and value may look like. */
final class HeaderSyntax {
    private static final int MAX_SUBJECT_LENGTH = 100;

    // What describes one message, its connection, or one exchange with a cache or proxy; copied to another message it
    // breaks or forges that. RFC 9110, RFC 9111 section 5, RFC 9112 section 6, RFC 8470; host names the call's target.
    private static final Set<String> OF_ONE_MESSAGE = Set.of(
            "accept-encoding",
            "accept-ranges",
            "age",
            "allow",
            "alt-svc",
            "connection",
            "date",
            "early-data",
            "etag",
            "expect",
            "expires",
            "host",
            "http2-settings",
            "keep-alive",
            "last-modified",
            "location",
            "max-forwards",
            "range",
            "retry-after",
            "server",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "vary",
            "via",
            "www-authenticate");

    private static final List<String> FAMILIES_OF_ONE_MESSAGE =
            List.of("authentication-", "content-", "if-", "proxy-", "sec-websocket-", "set-cookie");

    // Credentials, what a proxy owns, and what a client says of itself: carried only if somebody names it in full.
    private static final Set<String> BY_NAME_ONLY = Set.of(
            "accept",
            "cache-control",
            "dnt",
            "forwarded",
            "from",
            "origin",
            "pragma",
            "priority",
            "referer",
            "upgrade-insecure-requests",
            "user-agent");

    private static final List<String> FAMILIES_BY_NAME_ONLY =
            List.of("accept-", "authorization", "cookie", "jwt", "sec-", "x-envoy-", "x-forwarded-");

    private static final boolean[] HEX = new boolean['f' + 1];

    static {
        "0123456789abcdefABCDEF".chars().forEach(c -> HEX[c] = true);
    }

    private HeaderSyntax() {}

    /** In lower case; the same object if it is that already. */
    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The configured name in lower case, with the {@code *} it may end in. */
    static String requireCarriable(String name) {
        String lower = lower(name);
        boolean prefix = lower.endsWith("*");
        String literal = prefix ? lower.substring(0, lower.length() - 1) : lower;
        if (prefix && (literal.length() < 2 || literal.equals("x-"))) {
            throw new IllegalArgumentException("'" + printable(name) + "' would carry nearly every header;"
                    + " write a longer prefix such as x-canary-*, or name the headers");
        }
        if (!isToken(literal) || literal.indexOf('*') >= 0) {
            throw new IllegalArgumentException("'" + printable(name) + "' is not a header name;"
                    + " write one such as x-request-id, or a prefix such as x-canary-*");
        }
        if (lower.startsWith("-")) {
            throw new IllegalArgumentException("'" + printable(lower) + "' is not a header name;"
                    + " to take a header away write minus(\"" + printable(lower.substring(1)) + "\")");
        }
        Preset preset = Preset.of(lower);
        if (preset != null && !preset.names().contains(lower)) {
            throw new IllegalArgumentException(
                    "'" + lower + "' is not a header name but a preset; write HeaderNames." + preset.word() + "()");
        }
        if (prefix ? matchesNothing(literal) : isOfOneMessage(literal)) {
            throw new IllegalArgumentException("'" + printable(lower) + "' "
                    + (prefix
                            ? "matches nothing, since no prefix stands for credentials, for what a proxy owns or for"
                                    + " what describes a single message; write the header's full name, or leave it out"
                            : "describes a single message or connection and must not be copied to another;"
                                    + " leave it out"));
        }
        return lower;
    }

    private static boolean matchesNothing(String prefix) {
        return Stream.of(FAMILIES_OF_ONE_MESSAGE, FAMILIES_BY_NAME_ONLY)
                .flatMap(List::stream)
                .anyMatch(prefix::startsWith);
    }

    /** Whether a name in lower case is carried only if it is named in full. */
    static boolean isNeverByPrefix(String name) {
        return isOfOneMessage(name)
                || BY_NAME_ONLY.contains(name)
                || FAMILIES_BY_NAME_ONLY.stream().anyMatch(name::startsWith);
    }

    /**
     * Whether a name in lower case describes one message or connection: copied to another, it breaks or forges that.
     */
    static boolean isOfOneMessage(String name) {
        return OF_ONE_MESSAGE.contains(name) || FAMILIES_OF_ONE_MESSAGE.stream().anyMatch(name::startsWith);
    }

    /** RFC 9110 section 5.6.2. */
    static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!alphanumeric && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Printable ASCII and spaces: what every HTTP client sends unchanged, and what cannot break a log line. */
    static boolean isPrintable(String value) {
        int length = value.length();
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /** The text with everything replaced that could forge a log line, and not too long for one. */
    static String printable(String text) {
        return printable(text, MAX_SUBJECT_LENGTH);
    }

    /** The same for a text that may be as long as this. */
    static String printable(String text, int maxLength) {
        String start = text.length() > maxLength ? text.substring(0, maxLength) : text;
        if (isPrintable(start)) {
            return start;
        }
        StringBuilder printable = new StringBuilder(start.length());
        start.chars().forEach(c -> printable.append(c < ' ' || c > '~' ? '?' : (char) c));
        return printable.toString();
    }

    /** 8-4-4-4-12 hexadecimal digits, the form that Envoy reads its sampling decision from. */
    static boolean isUuid(String value) {
        return value.length() == 36
                && isHex(value, 0, 8)
                && value.charAt(8) == '-'
                && isHex(value, 9, 13)
                && value.charAt(13) == '-'
                && isHex(value, 14, 18)
                && value.charAt(18) == '-'
                && isHex(value, 19, 23)
                && value.charAt(23) == '-'
                && isHex(value, 24, 36);
    }

    private static boolean isHex(String value, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!isHex(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isHex(char c) {
        return c < HEX.length && HEX[c];
    }

    static boolean isHex(String value, int length) {
        return value.length() == length && isHex(value, 0, length);
    }
}
