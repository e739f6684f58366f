// SPDX-License-Identifier: Apache-2.0
package io.headerhop.fuzz;

import static java.util.Map.entry;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.Destinations;
import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.spi.Address;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Any configuration either is refused with a message that says what to write, or works. */
class ConfigurationFuzzTest {
    private static final List<String> PROPERTIES = List.of(
            "headerhop.headers", "headerhop.destinations", "headerhop.replace", "headerhop.generate-request-id");

    /** One setting a line. */
    @DictionaryFile(resourcePath = "settings.dict")
    @FuzzTest
    void whatIsNotRefusedWorks(byte[] input) {
        String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", -1);
        for (String line : lines) {
            HeaderPropagation named = orRefused(() -> HeaderPropagation.of(HeaderNames.of(line)));
            if (named != null) {
                Check.that(carriesAnyOf(named, line), "carries nothing", line);
            }
            if (orRefused(() -> Destinations.only(line)) != null) {
                checkDestination(line);
            }
        }
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < lines.length && i < PROPERTIES.size(); i++) {
            settings.put(PROPERTIES.get(i), lines[i]);
        }
        HeaderPropagation propagation = orRefused(() -> HeaderPropagation.from(settings::get));
        if (propagation != null) {
            Check.that(carriesAnyOf(propagation, lines[0].split(",")), "carries nothing", settings);
        }
    }

    private static <T> @Nullable T orRefused(Supplier<T> configuration) {
        try {
            return configuration.get();
        } catch (IllegalArgumentException e) {
            Check.saysWhatToWrite(e);
            return null;
        }
    }

    /** Captures a request with all named headers, and one of each preset. */
    private static boolean carriesAnyOf(HeaderPropagation propagation, String... names) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        Stream.of(
                        "x-request-id",
                        "b3",
                        "traceparent",
                        "baggage",
                        "x-datadog-trace-id",
                        "sw8",
                        "x-cloud-trace-context",
                        "x-amzn-trace-id",
                        "x-ot-span-context",
                        "uber-trace-id")
                .forEach(name -> headers.add(entry(name, "0")));
        Arrays.stream(names)
                .map(String::strip)
                .forEach(name -> headers.add(entry(name.endsWith("*") ? name.replace('*', '~') : name, "0")));
        CapturedHeaders captured =
                Adapters.capture(propagation, new FuzzedRequest("", headers), FuzzedRequest.Reader.INSTANCE);
        return !captured.isEmpty();
    }

    /** An accepted pattern matches something, and exactly what it says. */
    private static void checkDestination(String pattern) {
        String host =
                pattern.startsWith(".") ? "a" + pattern : pattern.replaceAll("(?<!\\[[^]]{0,99}):\\d+$|/\\d+$", "");
        String port = pattern.replaceAll(".*:(\\d+)$|.*", "$1");
        int number = port.isEmpty() ? 80 : Integer.parseInt(port);
        HeaderPropagation rules = HeaderPropagation.istio().destinations(Destinations.only(pattern));
        List<Map.Entry<String, String>> request = new ArrayList<>();
        Adapters.inject(
                Adapters.capture(
                        rules, new FuzzedRequest("", List.of(entry("b3", "0"))), FuzzedRequest.Reader.INSTANCE),
                Address.of("http", host.toUpperCase(Locale.ROOT), number),
                request,
                ListWriter.INSTANCE);
        Check.that(!request.isEmpty(), "matches not even itself", pattern);
        Check.that(number <= 65535, "no port", pattern);
        Check.that(!host.matches("(?s).*[\\x00-\\x20,;=?#%$\"'<>{}|\\\\^`()*!&+~].*"), "no host", pattern);
    }
}
