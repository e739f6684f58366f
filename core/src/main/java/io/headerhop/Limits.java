// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

/**
 * How much is captured from one request. A header beyond a limit is dropped and counted; the others stay. Immutable;
 * each method that changes something returns a copy.
 *
 * <pre>{@code
 * HeaderPropagation.istio().limits(Limits.standard().maxHeaders(60));
 * }</pre>
 */
public final class Limits {
    private static final Limits STANDARD = new Limits(40, 4096, 6144);

    private final int maxHeaders;
    private final int maxValueLength;
    private final int maxTotalLength;

    private Limits(int maxHeaders, int maxValueLength, int maxTotalLength) {
        this.maxHeaders = maxHeaders;
        this.maxValueLength = maxValueLength;
        this.maxTotalLength = maxTotalLength;
    }

    /**
     * The defaults:
     *
     * <ul>
     *   <li>40 headers: Envoy refuses a request with more than 100, and the call needs room for its own
     *   <li>4096 characters in one value: more than any tracing header allows itself, half of what Tomcat accepts for
     *       all headers together
     *   <li>6144 characters in all: Tomcat refuses a request whose headers exceed 8 KiB, Envoy one beyond 60 KiB; the
     *       rest is left to the call's own headers
     * </ul>
     */
    public static Limits standard() {
        return STANDARD;
    }

    /**
     * At most this many header lines.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Limits maxHeaders(int lines) {
        return new Limits(requirePositive("maxHeaders", lines), maxValueLength, maxTotalLength);
    }

    /**
     * At most this many characters in one value.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Limits maxValueLength(int characters) {
        return new Limits(maxHeaders, requirePositive("maxValueLength", characters), maxTotalLength);
    }

    /**
     * At most this many characters in all lines together, each counted with its name, separators and line end.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Limits maxTotalLength(int characters) {
        return new Limits(maxHeaders, maxValueLength, requirePositive("maxTotalLength", characters));
    }

    private static int requirePositive(String name, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(
                    name + "(" + limit + "): write at least 1; to carry nothing, leave the library out");
        }
        return limit;
    }

    /** In header lines. */
    public int maxHeaders() {
        return maxHeaders;
    }

    /** In characters. */
    public int maxValueLength() {
        return maxValueLength;
    }

    /** In characters. */
    public int maxTotalLength() {
        return maxTotalLength;
    }

    /** As on the wire: {@code name: value CR LF}. */
    static int lengthOf(String name, String value) {
        return name.length() + value.length() + 4;
    }

    /** For a log line. */
    @Override
    public String toString() {
        return "at most " + maxHeaders + " headers, " + maxValueLength + " characters in a value, " + maxTotalLength
                + " in all";
    }
}
