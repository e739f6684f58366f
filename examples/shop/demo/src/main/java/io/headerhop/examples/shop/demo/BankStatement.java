// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo;

import com.google.gson.Gson;
import io.headerhop.support.Http;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the bank received, according to its own page.
 *
 * @param tracingHeaders the names of the mesh's headers it received
 */
record BankStatement(int charges, List<String> tracingHeaders) {
    private static final Set<String> TRACING =
            Set.of("x-request-id", "b3", "traceparent", "tracestate", "baggage", "x-ot-span-context");

    private record Charge(Map<String, List<String>> headers) {}

    static BankStatement read(URI bank) throws IOException {
        return parse(Http.get(bank.resolve("/received")).body());
    }

    static BankStatement parse(String json) {
        Charge[] charges = new Gson().fromJson(json, Charge[].class);
        Set<String> names = new TreeSet<>();
        Arrays.stream(charges)
                .forEach(charge -> charge.headers().keySet().forEach(name -> names.add(name.toLowerCase(Locale.ROOT))));
        return new BankStatement(
                charges.length,
                names.stream()
                        .filter(name -> TRACING.contains(name) || name.startsWith("x-b3-"))
                        .toList());
    }
}
