// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static java.util.Map.entry;

import io.headerhop.spi.HeaderWriter;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Writes a request that consists only of header lines. */
enum ListWriter implements HeaderWriter<List<Map.Entry<String, String>>> {
    WRITER;

    @Override
    public void forEach(List<Map.Entry<String, String>> request, BiConsumer<String, String> line) {
        request.forEach(header -> line.accept(header.getKey(), header.getValue()));
    }

    @Override
    public void add(List<Map.Entry<String, String>> request, String name, String value) {
        request.add(entry(name, value));
    }

    @Override
    public void remove(List<Map.Entry<String, String>> request, String name) {
        request.removeIf(header -> header.getKey().equalsIgnoreCase(name));
    }
}
