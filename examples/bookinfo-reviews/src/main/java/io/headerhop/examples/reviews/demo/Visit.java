// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.reviews.demo;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request to reviews.
 *
 * @param books nobody else asks for these, so they tell which calls it caused
 * @param headers what a sidecar and a customer's browser put into it
 */
record Visit(String path, List<Integer> books, Map<String, String> headers) {
    static final String ONE = "/reviews/";
    static final String SEVERAL = "/reviews?book=";

    static Visit ofOne(int number, boolean withHeaders) {
        return new Visit(ONE + number, List.of(number), withHeaders ? headers(number) : Map.of());
    }

    static Visit ofSeveral(int number, boolean withHeaders) {
        int other = number + 1;
        return new Visit(
                SEVERAL + number + "&book=" + other, List.of(number, other), withHeaders ? headers(number) : Map.of());
    }

    /** Every other request comes from a caller that has B3 in its single form. */
    private static Map<String, String> headers(int number) {
        String trace = "80f198ee56343ba864fe8b2a%08x".formatted(number);
        String span = "e457b5a2%08x".formatted(number);
        Map<String, String> headers = new TreeMap<>(Map.of(
                "x-request-id", "7b2f1c9e-3d44-4a6b-9f0e-%012x".formatted(number),
                "traceparent", "00-" + trace + "-" + span + "-01",
                "tracestate", "vendor=" + number,
                "end-user", "reader-" + number,
                "x-canary", "canary-" + number,
                "authorization", "Bearer " + number,
                "cookie", "session=" + number,
                "jwt", "token-" + number,
                "user-agent", "browser-" + number));
        if (number % 4 == 0) {
            headers.put("b3", trace + "-" + span + "-1");
        } else {
            headers.put("x-b3-traceid", trace);
            headers.put("x-b3-spanid", span);
            headers.put("x-b3-sampled", "1");
        }
        return headers;
    }
}
