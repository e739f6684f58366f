// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.Destinations;
import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.spi.HeaderReader;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Captured headers for tests, made by capturing, since that is the only way.
 *
 * <p>A tool of the contracts, and no part of their API.
 */
public final class Headers {
    public static final String TRACE_ID = "80f198ee56343ba864fe8b2a57d3eff7";

    /** What a test carries: the defaults, one custom header and baggage, to the host names used for WireMock. */
    public static final HeaderPropagation RULES =
            HeaderPropagation.of(HeaderNames.istio().plus("baggage", "x-canary", "x-tenant-*"));

    private Headers() {}

    /** All kinds of headers of one request, with ids that end in its number. */
    public static CapturedHeaders ofRequest(int number) {
        return captured(RULES, mapOfRequest(number));
    }

    /** Like {@link #ofRequest}, allowed to go to these hosts only. */
    public static CapturedHeaders ofRequestOnlyTo(int number, String... hosts) {
        return captured(RULES.destinations(Destinations.only(hosts)), mapOfRequest(number));
    }

    public static Map<String, List<String>> mapOfRequest(int number) {
        return Map.of(
                "x-request-id",
                List.of(requestId(number)),
                "x-b3-traceid",
                List.of(TRACE_ID),
                "x-b3-spanid",
                List.of("%016x".formatted(number)),
                "x-b3-sampled",
                List.of("0"),
                "traceparent",
                List.of("00-" + TRACE_ID + "-%016x-00".formatted(number)),
                "tracestate",
                List.of("first=1", "second=2,third=3"),
                "x-canary",
                List.of("always"),
                "x-tenant-name",
                List.of("blue"));
    }

    /** The names of all headers that these requests have. */
    public static String[] carriedNames() {
        return ofRequest(1).names().toArray(String[]::new);
    }

    public static String requestId(int number) {
        return "f058ebd6-02f7-4d3e-942e-%012x".formatted(number);
    }

    public static CapturedHeaders captured(HeaderPropagation rules, Map<String, List<String>> headers) {
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        return Adapters.capture(rules, anyCase, new MapReader());
    }

    private static final class MapReader implements HeaderReader<Map<String, List<String>>> {
        @Override
        public @Nullable String first(Map<String, List<String>> request, String name) {
            List<String> values = request.get(name);
            return values == null ? null : values.get(0);
        }

        @Override
        public Iterator<String> values(Map<String, List<String>> request, String name) {
            return request.getOrDefault(name, List.of()).iterator();
        }

        @Override
        public Iterator<String> names(Map<String, List<String>> request) {
            return request.keySet().iterator();
        }
    }
}
