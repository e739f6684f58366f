// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import io.headerhop.HeaderNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers of each request of a run. Every value that has room for it says which request it belongs to. B3 comes in
 * its two forms in turn, as no sidecar sends both; every third request has no headers at all.
 */
final class HeaderValues {
    private static final String DECOY = "headerhop-decoy";
    /** Sent along, and not to be passed on: a service that copies every header harms others. */
    static final List<String> DECOYS = List.of("x-headerhop-decoy", "x-envoy-attempt-count", "cookie");

    private static final Set<String> LISTS = Set.of("tracestate", "baggage", "x-datadog-tags");

    private static final Set<String> WITH_TRACE = Set.of(
            "x-b3-traceid",
            "b3",
            "traceparent",
            "x-cloud-trace-context",
            "x-amzn-trace-id",
            "uber-trace-id",
            "grpc-trace-bin");

    private static final Pattern TRACE = Pattern.compile("100000([0-9a-f]{10})0{8}([0-9a-f]{8})");
    static final Pattern WORD = Pattern.compile("hv([0-9a-f]{10})n\\d{6}");
    private static final Pattern REQUEST_ID =
            Pattern.compile("[0-9a-f]{8}-([0-9a-f]{4})-.([0-9a-f]{3})-8([0-9a-f]{3})-0{6}[0-9a-f]{6}");
    /** Where Envoy keeps its decision in a request id. */
    private static final int DECISION = 14;

    private final List<String> names = new ArrayList<>();
    private final long run;
    private final Map<String, Integer> owners = new HashMap<>();

    /**
     * Values of their own.
     *
     * @param run by which this run's values differ from any other's; the lower 40 bits count
     */
    HeaderValues(HeaderNames names, long run) {
        this.run = run & 0xff_ffff_ffffL;
        Arrays.stream(names.toString().split(", "))
                .filter(name -> !name.isEmpty() && !name.startsWith("-"))
                .map(name -> name.replace("*", "headerhop"))
                .filter(names::contains)
                .forEach(this.names::add);
        if (this.names.isEmpty()) {
            throw new IllegalArgumentException("none of these headers can be sent: " + names);
        }
    }

    /** The names that the requests have, in lower case. */
    List<String> names() {
        return List.copyOf(names);
    }

    synchronized SentRequest request(int number, boolean alone) {
        String marker = "hh%010xn%06d".formatted(run, number);
        // Not the marker: a URL that has a header's value in it says whose header that is, not whose call.
        String word = "hv%010xn%06d".formatted(run, number);
        Map<String, String> headers = new LinkedHashMap<>();
        if (number % 3 != 0) {
            boolean single = number % 3 == 2;
            boolean bothForms = names.contains("b3") && names.contains("x-b3-traceid");
            for (String name : names) {
                boolean otherForm = single ? name.startsWith("x-b3-") : name.equals("b3");
                if (!bothForms || !otherForm) {
                    headers.put(name, value(name, number, word));
                }
            }
        }
        headers.forEach((name, value) -> owners.put(key(name, value), number));
        return new SentRequest(number, marker, headers, alone);
    }

    private String value(String name, int number, String word) {
        String trace = trace(number);
        String span = span(number);
        String parent = "%08x%08x".formatted(run & 0x7fff_ffffL | 0x1000_0000L, number | 0x4000_0000);
        boolean sampled = number % 2 == 0;
        return switch (name) {
            case "x-request-id" -> requestId(number);
            case "x-b3-traceid" -> trace;
            case "x-b3-spanid" -> span;
            case "x-b3-parentspanid" -> parent;
            case "x-b3-sampled" -> sampled ? "1" : "0";
            case "x-b3-flags" -> "0";
            case "b3" -> trace + "-" + span + (sampled ? "-1-" : "-0-") + parent;
            case "traceparent" -> "00-" + trace + "-" + span + (sampled ? "-01" : "-00");
            case "tracestate" -> "headerhop=" + word;
            case "baggage" -> "headerhop.check=" + word;
            case "x-datadog-trace-id", "x-datadog-parent-id" -> Long.toString(run << 20 | number);
            case "x-datadog-sampling-priority" -> "1";
            case "x-datadog-tags" -> "_dd.p.headerhop=" + word;
            case "x-cloud-trace-context" -> trace + "/" + number + ";o=1";
            case "x-amzn-trace-id" -> "Root=1-" + trace.substring(0, 8) + "-" + trace.substring(8) + ";Sampled=1";
            case "uber-trace-id" -> trace + ":" + span + ":0:1";
            case "grpc-trace-bin" ->
                Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString(HexFormat.of().parseHex("0000" + trace + "01" + span + "0201"));
            default -> word;
        };
    }

    /** Envoy samples by the first eight characters: they are spread evenly. */
    private String requestId(int number) {
        return "%08x-%04x-4%03x-8%03x-%012x"
                .formatted(number * 0x9e37_79b1, run >>> 24 & 0xffff, run >>> 12 & 0xfff, run & 0xfff, number);
    }

    String span(int number) {
        return "%08x%08x".formatted(run & 0x7fff_ffffL | 0x1000_0000L, number);
    }

    private String trace(int number) {
        return "%016x%016x".formatted(run | 0x1000_0000_0000_0000L, number);
    }

    /** Whether every request has another value, so that it says which request it belongs to. */
    static boolean tellsRequests(String name) {
        return !name.equals("x-b3-sampled")
                && !name.equals("x-b3-flags")
                && !name.equals("x-datadog-sampling-priority");
    }

    /** The values of a header as one list, since clients and proxies fold lines into one. */
    static List<String> values(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** Whether others may have added values of their own. */
    static boolean isList(String name) {
        return LISTS.contains(name);
    }

    /** The number of the request that this value, or the trace in it, belongs to; null if to none of this run. */
    synchronized @Nullable Integer ownerOf(String name, String value) {
        if (!tellsRequests(name)) {
            return null;
        }
        Integer owner = owners.get(key(name, value));
        if (owner == null && WITH_TRACE.contains(name)) {
            Matcher trace = TRACE.matcher(searchable(name, value));
            if (trace.find() && Long.parseLong(trace.group(1), 16) == run) {
                return (int) Long.parseLong(trace.group(2), 16);
            }
        }
        return owner;
    }

    /** Whether the two are the same to all who read them. */
    static boolean same(String name, String one, String other) {
        return key(name, one).equals(key(name, other));
    }

    /** Whether this call belongs to an earlier run, as far as it says. */
    boolean isOfAnotherRun(ReceivedCall call) {
        List<Long> runs = new ArrayList<>();
        for (String marker : call.markers()) {
            runs.add(Long.parseLong(marker.substring(2, 12), 16));
        }
        for (String name : names) {
            for (String value : values(call.lines(name))) {
                runsIn(name, value, runs);
            }
        }
        return !runs.isEmpty() && !runs.contains(run);
    }

    private static void runsIn(String name, String value, List<Long> runs) {
        String text = searchable(name, value);
        for (Pattern pattern : List.of(TRACE, WORD)) {
            Matcher found = pattern.matcher(text);
            if (found.find()) {
                runs.add(Long.parseLong(found.group(1), 16));
            }
        }
        Matcher id = REQUEST_ID.matcher(text);
        if (name.equals("x-request-id") && id.matches()) {
            runs.add(Long.parseLong(id.group(1) + id.group(2) + id.group(3), 16));
        }
    }

    /** With the trace id in one piece, in hexadecimal digits. */
    private static String searchable(String name, String value) {
        if (name.equals("x-amzn-trace-id")) {
            return value.replace("-", "");
        }
        if (name.equals("grpc-trace-bin")) {
            try {
                return HexFormat.of().formatHex(Base64.getDecoder().decode(value));
            } catch (IllegalArgumentException e) {
                return value;
            }
        }
        return value;
    }

    private static String key(String name, String value) {
        boolean hasDecision = name.equals("x-request-id") && value.length() == 36;
        return name + '=' + (hasDecision ? value.substring(0, DECISION) + value.substring(DECISION + 1) : value);
    }

    static String decoy(String name) {
        return name.equals("cookie") ? "decoy=" + DECOY : DECOY;
    }

    static boolean isDecoy(String line) {
        return line.contains(DECOY);
    }
}
