// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.headerhop.Adapters;
import io.headerhop.spi.Address;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.spi.HeaderReader;
import io.headerhop.spi.HeaderWriter;
import io.headerhop.Scope;
import java.net.URI;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/** Captures and injects with its own adapters, which override and call methods that may return null. */
public final class Main {
    private static final class MapReader implements HeaderReader<Map<String, String>> {
        @Override
        public String first(Map<String, String> request, String name) {
            return request.get(name);
        }

        @Override
        public Iterator<String> values(Map<String, String> request, String name) {
            return request.containsKey(name) ? Set.of(request.get(name)).iterator() : Set.<String>of().iterator();
        }

        @Override
        public Iterator<String> names(Map<String, String> request) {
            return request.keySet().iterator();
        }
    }

    private static final class MapWriter implements HeaderWriter<Map<String, String>> {
        @Override
        public void forEach(Map<String, String> request, BiConsumer<String, String> line) {
            request.forEach(line);
        }

        @Override
        public void add(Map<String, String> request, String name, String value) {
            request.put(name, value);
        }

        @Override
        public void remove(Map<String, String> request, String name) {
            request.remove(name);
        }
    }

    public static void main(String[] arguments) throws Exception {
        HeaderPropagation propagation = HeaderPropagation.of(HeaderNames.istio().plus("x-canary"));
        Map<String, String> request = Map.of("x-request-id", "f058ebd6-02f7-4d3e-942e-904344e8cde5");
        CapturedHeaders headers = Adapters.capture(propagation, request, new MapReader());
        Callable<String> task = CapturedHeaders.none().wrapCallable(() -> CapturedHeaders.current().first("x-canary"));
        try (Scope scope = headers.makeCurrent()) {
            Map<String, String> call = new HashMap<>();
            Address address = Address.of(URI.create("http://inventory/"));
            Adapters.inject(CapturedHeaders.current(), address, call, new MapWriter());
            System.out.println("carries " + call.get("x-request-id") + " " + task.call());
        }
    }
}
