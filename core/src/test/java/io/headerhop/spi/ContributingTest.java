// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The adapter of CONTRIBUTING.md, for a client whose requests are maps. */
class ContributingTest {
    enum RequestWriter implements HeaderWriter<Map<String, List<String>>> {
        INSTANCE;

        @Override
        public void forEach(Map<String, List<String>> request, BiConsumer<String, String> line) {
            request.forEach((name, values) -> values.forEach(value -> line.accept(name, value)));
        }

        @Override
        public void add(Map<String, List<String>> request, String name, String value) {
            request.computeIfAbsent(name, added -> new ArrayList<>()).add(value);
        }

        @Override
        public void remove(Map<String, List<String>> request, String name) {
            request.keySet().removeIf(name::equalsIgnoreCase);
        }
    }

    @Test
    void aCallCarriesWhatIsCurrentAndARedirectToAnUntrustedHostDoesNot() {
        Address addressOfHop = Address.of("https", "api.example.com", -1);
        Map<String, List<String>> request = new TreeMap<>(Map.of("Accept", new ArrayList<>(List.of("text/plain"))));
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            CapturedHeaders headers = CapturedHeaders.current();
            Address address = Address.of("http", "inventory", -1); // scheme, host, port as the client parsed them
            Injection injection = Adapters.inject(headers, address, request, RequestWriter.INSTANCE);
            assertThat(request).containsKeys("Accept", "traceparent");
            assertThat(request.get("x-request-id")).containsExactly(Headers.requestId(1));

            Map<String, List<String>> hop = new TreeMap<>(request);
            boolean changed = injection.followTo(addressOfHop, hop, RequestWriter.INSTANCE);
            assertThat(changed).isTrue();
            assertThat(hop).containsOnlyKeys("Accept");
        }
    }
}
