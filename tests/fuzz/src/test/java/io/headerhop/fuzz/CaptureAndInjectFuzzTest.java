// SPDX-License-Identifier: Apache-2.0
package io.headerhop.fuzz;

import static java.util.Map.entry;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.Limits;
import io.headerhop.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Whatever came in, every client can send what was captured, and all of that obeys the capture rules. */
class CaptureAndInjectFuzzTest {
    private static final Set<String> B3 =
            Set.of("b3", "x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid", "x-b3-sampled", "x-b3-flags");
    private static final Set<String> W3C = Set.of("traceparent", "tracestate");
    private static final int SMALL_MAX_HEADERS = 4;
    private static final int SMALL_MAX_VALUE_LENGTH = 64;
    private static final int SMALL_MAX_TOTAL_LENGTH = 200;

    @DictionaryFile(resourcePath = "headers.dict")
    @FuzzTest
    void whatCameInCanBeSentOn(byte[] input) {
        FuzzedRequest request = FuzzedRequest.of(input);
        List<String> reported = new ArrayList<>();
        CapturedHeaders captured = Adapters.capture(
                rules(request).observer((event, subject) -> reported.add(subject)),
                request,
                FuzzedRequest.Reader.INSTANCE);

        List<Map.Entry<String, String>> carried = new ArrayList<>();
        captured.names().forEach(name -> captured.values(name).forEach(value -> carried.add(entry(name, value))));
        Check.headersAreWellFormed(carried);
        checkNothingIsRewritten(carried, request);
        checkLimits(carried, request);
        Check.that(
                captured.values("tracestate").isEmpty() || captured.first("traceparent") != null,
                "a tracestate without its traceparent",
                captured);

        try (Scope scope = captured.makeCurrent()) {
            List<Map.Entry<String, String>> own = ownHeaders(request);
            List<Map.Entry<String, String>> expected = Check.stripped(merged(own, carried, request.has('r')));
            for (Client client : Client.values()) {
                List<Map.Entry<String, String>> sent = client.sent(CapturedHeaders.current(), own);
                Check.headersAreWellFormed(sent);
                Check.that(Check.stripped(sent).equals(expected), "not as expected", client, sent, expected);
            }
        }
        Check.that(CapturedHeaders.current() == CapturedHeaders.none(), "something is left on the thread", captured);
        Check.that(Check.isPrintable(captured.toString()), "toString that forges a log line", captured);
        reported.forEach(subject ->
                Check.that(Check.isPrintable(subject) && subject.length() <= 100, "subject for no log", subject));
        Check.that(reported.size() <= 2 * request.headers().size() + 10, "a flood of reports", reported);
    }

    /** The option that each letter of the input's first line switches on. */
    private static HeaderPropagation rules(FuzzedRequest request) {
        HeaderNames names = HeaderNames.istio();
        if (request.has('p')) {
            names = names.plus("x-canary", "x-tenant-*");
        }
        if (request.has('m')) {
            names = names.plus(HeaderNames.w3c())
                    .plus(HeaderNames.baggage())
                    .plus(HeaderNames.jaeger())
                    .plus(HeaderNames.datadog())
                    .plus(HeaderNames.skywalking())
                    .plus(HeaderNames.aws());
        }
        if (request.has('w')) {
            names = names.plus(
                    "au*", "co*", "ex*", "ho*", "jw*", "ke*", "pr*", "tr*", "up*", "x-c*", "x-e*", "x-f*", "x-r*",
                    "x-t*");
        }
        HeaderPropagation rules = HeaderPropagation.of(names);
        if (request.has('l')) {
            rules = rules.limits(Limits.standard()
                    .maxHeaders(SMALL_MAX_HEADERS)
                    .maxValueLength(SMALL_MAX_VALUE_LENGTH)
                    .maxTotalLength(SMALL_MAX_TOTAL_LENGTH));
        }
        if (request.has('r')) {
            rules = rules.replacing(true);
        }
        return request.has('g') ? rules.generatingRequestId(true) : rules;
    }

    private static List<Map.Entry<String, String>> ownHeaders(FuzzedRequest request) {
        List<Map.Entry<String, String>> own = new ArrayList<>();
        if (request.has('b')) {
            own.add(entry("B3", "80f198ee56343ba864fe8b2a57d3eff7-05e3ac9a4f6e3b90-0"));
        }
        if (request.has('t')) {
            own.add(entry("TraceParent", "00-80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-01"));
        }
        // The same value as inbound would be a copy, not the caller's own.
        own.removeIf(header ->
                request.headers().stream().anyMatch(in -> in.getValue().equals(header.getValue())));
        return own;
    }

    /** A group never mixes the two: the caller's wins or, with "replacing", the captured one. */
    private static List<Map.Entry<String, String>> merged(
            List<Map.Entry<String, String>> own, List<Map.Entry<String, String>> carried, boolean replacing) {
        List<Map.Entry<String, String>> merged = new ArrayList<>(own);
        List<Map.Entry<String, String>> added = new ArrayList<>(carried);
        for (Set<String> group : List.of(B3, W3C)) {
            boolean both = hasAnyOf(group, own) && hasAnyOf(group, carried);
            if (both) {
                (replacing ? merged : added)
                        .removeIf(header -> group.contains(header.getKey().toLowerCase(Locale.ROOT)));
            }
        }
        merged.addAll(added);
        return merged;
    }

    private static boolean hasAnyOf(Set<String> group, List<Map.Entry<String, String>> headers) {
        return headers.stream()
                .anyMatch(header -> group.contains(header.getKey().toLowerCase(Locale.ROOT)));
    }

    private static void checkNothingIsRewritten(List<Map.Entry<String, String>> carried, FuzzedRequest request) {
        for (Map.Entry<String, String> header : carried) {
            boolean cameIn = request.headers().stream()
                    .anyMatch(in -> in.getKey().equalsIgnoreCase(header.getKey())
                            && in.getValue().equals(header.getValue()));
            boolean generated = request.has('g') && header.getKey().equals("x-request-id");
            Check.that(cameIn || generated, "came from nowhere", header);
        }
    }

    private static void checkLimits(List<Map.Entry<String, String>> carried, FuzzedRequest request) {
        boolean small = request.has('l');
        int count = 0;
        int total = 0;
        for (Map.Entry<String, String> header : carried) {
            if (request.has('g') && header.getKey().equals("x-request-id")) {
                // Generated here, or possibly so: one line of known length beyond what came in.
                continue;
            }
            int length = header.getValue().length();
            int max = small ? SMALL_MAX_VALUE_LENGTH : Limits.standard().maxValueLength();
            Check.that(length <= max, "too long", header);
            count++;
            total += header.getKey().length() + length + ": \r\n".length();
        }
        int maxCount = small ? SMALL_MAX_HEADERS : Limits.standard().maxHeaders();
        int maxTotal = small ? SMALL_MAX_TOTAL_LENGTH : Limits.standard().maxTotalLength();
        Check.that(count <= maxCount && total <= maxTotal, "over the limits", count, total);
    }
}
