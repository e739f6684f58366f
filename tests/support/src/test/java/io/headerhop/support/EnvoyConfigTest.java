// SPDX-License-Identifier: Apache-2.0
package io.headerhop.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.support.EnvoyConfig.Direction;
import io.headerhop.support.EnvoyConfig.Listener;
import io.headerhop.support.EnvoyConfig.Route;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnvoyConfigTest {
    @TempDir
    private Path folder;

    @Test
    void allPortsAreFilledIn() throws Exception {
        String config = config(Tracer.ZIPKIN, "http://tracing:9411");
        assertThat(config.lines().filter(line -> line.contains("port_value: ")))
                .extracting(line -> line.replaceAll(".*port_value: (\\d+).*", "$1"))
                .containsExactly("0", "1001", "1003", "2000", "1002", "3000", "9411");
        assertThat(config).contains("address: \"tracing\"", "{tag: run, literal: {value: \"this-run\"}}");
    }

    @Test
    void theTracerIsIndentedLikeItsName() throws Exception {
        assertThat(config(Tracer.OPENTELEMETRY, "http://tracing"))
                .contains("            provider:\n              # The tracer that reads and writes W3C's traceparent")
                .contains("\n                service_name: orders\n", "http://tracing/v1/traces", "port_value: 80}");
    }

    @Test
    void onlyAListenerThatTrustsItsCallersTakesThemForInternal() throws Exception {
        assertThat(config(Tracer.ZIPKIN, "http://tracing:9411").split("\n  - name: "))
                .satisfiesOnlyOnce(listener ->
                        assertThat(listener).startsWith("inbound-trusting\n").contains("use_remote_address: true"));
    }

    @ParameterizedTest
    @EnumSource
    void nothingStaysOpen(Tracer tracer) throws Exception {
        assertThat(config(tracer, "http://tracing:9411")).doesNotContain("${");
    }

    @ParameterizedTest
    @EnumSource
    void envoyItselfFindsItValid(Tracer tracer) throws Exception {
        Path envoy = Programs.envoyFrom140().path();
        Path file = Files.writeString(folder.resolve("orders.yaml"), config(tracer, "http://127.0.0.1:9411"));
        List<String> command = List.of(envoy.toString(), "--mode", "validate", "--config-path", file.toString());
        try (Program validation = Program.start("validation", folder.resolve("log"), Map.of(), command)) {
            validation.awaitSuccess();
        }
    }

    /** A configuration with each kind of listener. */
    static String config(Tracer tracer, String collector) throws Exception {
        List<Route> in = List.of(new Route("/", "application", URI.create("http://127.0.0.1:1002")));
        List<Route> out = List.of(new Route("/", "stock", URI.create("http://127.0.0.1:3000")));
        return new EnvoyConfig(
                        "orders",
                        tracer,
                        URI.create(collector),
                        "{tag: run, literal: {value: \"this-run\"}}",
                        100,
                        true,
                        List.of(
                                new Listener("inbound", 1001, Direction.INBOUND, false, in),
                                new Listener("inbound-trusting", 1003, Direction.INBOUND, true, in),
                                new Listener("stock", 2000, Direction.OUTBOUND, false, out)))
                .yaml();
    }
}
