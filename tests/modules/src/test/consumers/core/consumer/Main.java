package consumer;

import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.HeaderReader;
import io.headerhop.Scope;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/** Captures by an adapter of its own, which overrides and calls what may return null. */
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

    public static void main(String[] arguments) throws Exception {
        HeaderPropagation propagation = HeaderPropagation.of(HeaderNames.istio().plus("x-canary"));
        Map<String, String> request = Map.of("x-request-id", "f058ebd6-02f7-4d3e-942e-904344e8cde5");
        CapturedHeaders headers = propagation.capture(request, new MapReader());
        Callable<String> task = CapturedHeaders.none().wrapCallable(() -> CapturedHeaders.current().first("x-canary"));
        try (Scope scope = headers.makeCurrent()) {
            System.out.println("carries " + CapturedHeaders.current().first("x-request-id") + " " + task.call());
        }
    }
}
