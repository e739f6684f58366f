// SPDX-License-Identifier: Apache-2.0
package io.headerhop.fuzz;

import io.headerhop.spi.HeaderReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An inbound request read from the fuzzer's bytes. The first line has one letter for each option that is switched on;
 * every other line is a header, {@code name: value}, in which {@code \n} stands for a line feed. This way the corpus
 * can be read and written by hand.
 */
record FuzzedRequest(String options, List<Map.Entry<String, String>> headers) {
    /** Values are lengthened by this factor, so that a short input can reach the limits. */
    private static final int LONG = 100;

    static FuzzedRequest of(byte[] input) {
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        String options = new String(input, 0, end, StandardCharsets.ISO_8859_1);
        // Containers differ in how they decode non-ASCII characters.
        Charset charset = options.indexOf('u') >= 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        int times = options.indexOf('x') >= 0 ? LONG : 1;
        int start = Math.min(end + 1, input.length);
        String lines = new String(input, start, input.length - start, charset);
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String line : lines.split("\n", -1)) {
            int colon = line.indexOf(": ");
            String name = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 2);
            headers.add(Map.entry(unescaped(name), unescaped(value).repeat(times)));
        }
        return new FuzzedRequest(options, headers);
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n");
    }

    boolean has(char option) {
        return options.indexOf(option) >= 0;
    }

    /** Reads as a container does: names are case-insensitive, and each appears once. */
    enum Reader implements HeaderReader<FuzzedRequest> {
        INSTANCE;

        @Override
        public @Nullable String first(FuzzedRequest request, String name) {
            Iterator<String> values = values(request, name);
            return values.hasNext() ? values.next() : null;
        }

        @Override
        public Iterator<String> values(FuzzedRequest request, String name) {
            return request.headers.stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(Map.Entry::getValue)
                    .iterator();
        }

        @Override
        public Iterator<String> names(FuzzedRequest request) {
            return request.headers.stream().map(Map.Entry::getKey).distinct().iterator();
        }
    }
}
