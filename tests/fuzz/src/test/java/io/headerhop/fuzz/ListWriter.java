// SPDX-License-Identifier: Apache-2.0
package io.headerhop.fuzz;

import io.headerhop.spi.HeaderWriter;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A request that consists only of its headers. */
enum ListWriter implements HeaderWriter<List<Map.Entry<String, String>>> {
    INSTANCE;

    @Override
    public void forEach(List<Map.Entry<String, String>> request, BiConsumer<String, String> line) {
        request.forEach(header -> line.accept(header.getKey(), header.getValue()));
    }

    @Override
    public void add(List<Map.Entry<String, String>> request, String name, String value) {
        request.add(Map.entry(name, value));
    }

    @Override
    public void remove(List<Map.Entry<String, String>> request, String name) {
        request.removeIf(header -> header.getKey().equalsIgnoreCase(name));
    }
}
