// SPDX-License-Identifier: Apache-2.0
package io.headerhop.micrometer;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.Destinations;
import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.spi.Address;
import io.headerhop.spi.HeaderWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** A service whose calls are made by a client of this name. */
record Service(String client) {
    private static final HeaderPropagation RULES =
            HeaderPropagation.istio().destinations(Destinations.addressed().except("bank"));

    void injects() {
        call(Headers.ofRequest(1), "inventory");
    }

    void loses() {
        call(CapturedHeaders.none(), "inventory");
    }

    /** Where no scope is open, as one that somebody has chosen. */
    void losesAlone() {
        inject(CapturedHeaders.none(), "inventory");
    }

    void servesARequestWithoutHeaders() {
        call(RULES.capture(Map.of()), "inventory");
    }

    void callsTheBank() {
        call(RULES.capture(Map.of("x-request-id", Headers.requestId(1))), "bank");
    }

    /** Of each kind of event, one at least. */
    static void everythingHappens(String client) {
        Service service = new Service(client);
        service.injects();
        service.loses();
        service.servesARequestWithoutHeaders();
        service.callsTheBank();
    }

    private void call(CapturedHeaders headers, String host) {
        try (Scope scope = headers.makeCurrent()) {
            inject(CapturedHeaders.current(), host);
        }
    }

    private void inject(CapturedHeaders headers, String host) {
        Adapters.inject(headers, Address.of("http", host, -1), new TreeMap<>(), new Writer(client));
    }

    private record Writer(String client) implements HeaderWriter<Map<String, String>> {
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
}
