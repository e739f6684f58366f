package io.headerhop.fuzz;

import io.headerhop.HeaderWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A request that is no more than its headers. */
enum ListWriter implements HeaderWriter<List<Map.Entry<String, String>>> {
    INSTANCE;

    @Override
    public Iterator<String> values(List<Map.Entry<String, String>> request, String name) {
        return request.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .iterator();
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
