// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import io.headerhop.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The headers of each request of a run. Every value that has room for it says which request it belongs to. B3 comes in
 * its two forms in turn, as no sidecar sends both; every third request has no headers at all.
 */
final class HeaderValues {
    /** Sent along, and not to be passed on: a service that copies every header harms others. */
    static final List<String> DECOYS = List.of("x-headerhop-decoy", "x-envoy-attempt-count", "cookie");

    private static final Set<String> LISTS = Set.of("tracestate", "baggage");

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
    }

    /** The names that the requests have, in lower case. */
    List<String> names() {
        return List.copyOf(names);
    }

    synchronized SentRequest request(int number, boolean alone) {
        String marker = "hh%010xn%06d".formatted(run, number);
        Map<String, String> headers = new LinkedHashMap<>();
        if (number % 3 != 0) {
            boolean single = number % 3 == 2;
            boolean bothForms = names.contains("b3") && names.contains("x-b3-traceid");
            for (String name : names) {
                boolean otherForm = single ? name.startsWith("x-b3-") : name.equals("b3");
                if (!bothForms || !otherForm) {
                    headers.put(name, value(name, number, marker));
                }
            }
        }
        headers.forEach((name, value) -> owners.put(key(name, value), number));
        return new SentRequest(number, marker, headers, alone);
    }

    private String value(String name, int number, String marker) {
        String trace = trace(number);
        String span = "%08x%08x".formatted(run & 0x7fff_ffffL | 0x1000_0000L, number);
        String parent = "%08x%08x".formatted(run & 0x7fff_ffffL | 0x1000_0000L, number | 0x4000_0000);
        boolean sampled = number % 2 == 0;
        return switch (name) {
            case "x-request-id" -> "%08x-%04x-4000-8000-%012x".formatted(run >>> 8, run & 0xffff, number);
            case "x-b3-traceid" -> trace;
            case "x-b3-spanid" -> span;
            case "x-b3-parentspanid" -> parent;
            case "x-b3-sampled" -> sampled ? "1" : "0";
            case "x-b3-flags" -> "0";
            case "b3" -> trace + "-" + span + (sampled ? "-1-" : "-0-") + parent;
            case "traceparent" -> "00-" + trace + "-" + span + (sampled ? "-01" : "-00");
            case "tracestate" -> "headerhop=" + marker;
            case "baggage" -> "headerhop.check=" + marker;
            case "x-datadog-trace-id", "x-datadog-parent-id" -> Long.toString(run << 20 | number);
            case "x-datadog-sampling-priority" -> "1";
            case "x-datadog-tags" -> "_dd.p.headerhop=" + marker;
            case "x-cloud-trace-context" -> trace + "/" + number + ";o=1";
            case "x-amzn-trace-id" -> "Root=1-" + trace.substring(0, 8) + "-" + trace.substring(8) + ";Sampled=1";
            case "uber-trace-id" -> trace + ":" + span + ":0:1";
            case "grpc-trace-bin" ->
                Base64.getEncoder().withoutPadding().encodeToString(marker.getBytes(StandardCharsets.UTF_8));
            default -> marker;
        };
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

    /** The number of the request that this value was sent with; null if it was none, or says nothing. */
    synchronized @Nullable Integer ownerOf(String name, String value) {
        return tellsRequests(name) ? owners.get(key(name, value)) : null;
    }

    /** Whether it has the trace id of this request, whatever its span. */
    boolean isOfTrace(String value, int number) {
        return value.contains(trace(number));
    }

    private static String key(String name, String value) {
        return name + '=' + value;
    }
}
