// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spring;

import io.headerhop.spi.HeaderWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.springframework.http.HttpHeaders;

/**
 * The header lines of one call, from which each hop's request is made. Spring's own class cannot be used: between
 * Spring 6 and 7 the signature of its {@code remove} changed.
 */
final class RequestLines {
    private record Line(String name, String value) {}

    private final List<Line> lines = new ArrayList<>();

    private RequestLines() {}

    static RequestLines none() {
        return new RequestLines();
    }

    static RequestLines of(HttpHeaders headers) {
        RequestLines all = new RequestLines();
        headers.forEach((name, values) -> values.forEach(value -> all.lines.add(new Line(name, value))));
        return all;
    }

    static RequestLines of(Map<String, Collection<String>> headers) {
        RequestLines all = new RequestLines();
        headers.forEach((name, values) -> values.forEach(value -> all.lines.add(new Line(name, value))));
        return all;
    }

    /** For clients that want them by name. */
    Map<String, Collection<String>> toMap() {
        Map<String, Collection<String>> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        lines.forEach(line ->
                map.computeIfAbsent(line.name, first -> new ArrayList<>()).add(line.value));
        return map;
    }

    void forEach(BiConsumer<String, String> line) {
        lines.forEach(each -> line.accept(each.name, each.value));
    }

    /** @param names asked with names in lower case */
    void removeIf(Predicate<String> names) {
        lines.removeIf(line -> names.test(line.name.toLowerCase(Locale.ROOT)));
    }

    /** Whose calls they are: by these names they are counted. */
    enum Client implements HeaderWriter<RequestLines> {
        /** And {@code RestTemplate}, whose request factories are the same. */
        REST_CLIENT("RestClient"),
        WEB_CLIENT("WebClient"),
        FEIGN("Feign");

        private final String name;

        Client(String name) {
            this.name = name;
        }

        @Override
        public String client() {
            return name;
        }

        @Override
        public void forEach(RequestLines request, BiConsumer<String, String> line) {
            request.forEach(line);
        }

        @Override
        public void add(RequestLines request, String name, String value) {
            request.lines.add(new Line(name, value));
        }

        @Override
        public void remove(RequestLines request, String name) {
            request.lines.removeIf(line -> line.name.equalsIgnoreCase(name));
        }
    }
}
