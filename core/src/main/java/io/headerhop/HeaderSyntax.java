package io.headerhop;

import java.util.Locale;
import java.util.Set;

/** What a header's name and value may look like. */
final class HeaderSyntax {
    private static final int MAX_SUBJECT_LENGTH = 100;

    // RFC 9110 section 7.6.1 (connection), RFC 9112 section 6 (framing), and what names the target of the call itself.
    private static final Set<String> OF_ONE_MESSAGE = Set.of(
            "connection",
            "content-encoding",
            "content-length",
            "content-range",
            "content-type",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private HeaderSyntax() {}

    /** The configured name in lower case, with the {@code *} it may end in. */
    static String requireCarriable(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
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
        if (isOfOneMessage(literal)) {
            throw new IllegalArgumentException("'" + lower + "' describes a single message or connection"
                    + " and must not be copied to another; leave it out");
        }
        return lower;
    }

    /**
     * Whether a name in lower case describes one message or connection: copied to another, it breaks or forges that.
     */
    static boolean isOfOneMessage(String name) {
        return OF_ONE_MESSAGE.contains(name);
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

    /** Printable ASCII and spaces: what every HTTP client sends as it is, and no log breaks at. */
    static boolean isPrintable(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /** The text with everything replaced that could forge a log line, and not too long for one. */
    static String printable(String text) {
        String start = text.length() > MAX_SUBJECT_LENGTH ? text.substring(0, MAX_SUBJECT_LENGTH) : text;
        if (isPrintable(start)) {
            return start;
        }
        StringBuilder printable = new StringBuilder(start.length());
        start.chars().forEach(c -> printable.append(c < ' ' || c > '~' ? '?' : (char) c));
        return printable.toString();
    }

    /** 8-4-4-4-12 hexadecimal digits, the form that Envoy reads its sampling decision from. */
    static boolean isUuid(String value) {
        if (value.length() != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? value.charAt(i) != '-' : !isHex(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isHex(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    static boolean isHex(String value, int length) {
        return value.length() == length && value.chars().allMatch(c -> isHex((char) c));
    }
}
