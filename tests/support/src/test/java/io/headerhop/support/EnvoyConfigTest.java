package io.headerhop.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.support.Program;
import io.headerhop.examples.shop.sidecar.Sidecars.Outbound;
import io.headerhop.examples.shop.sidecar.Sidecars.Sidecar;
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
    static final Map<String, List<String>> SHOP = Map.of(
            "storefront", List.of("catalog", "checkout"),
            "catalog", List.of(),
            "checkout", List.of("inventory", "payment"),
            "payment", List.of(),
            "inventory", List.of("catalog"));

    @TempDir
    private Path folder;

    @Test
    void allPortsAreFilledIn() throws Exception {
        String config = config(Tracer.ZIPKIN, "http://tracing:9411", "storefront");
        assertThat(config.lines().filter(line -> line.contains("port_value: ")))
                .extracting(line -> line.replaceAll(".*port_value: (\\d+).*", "$1"))
                .containsExactly("0", "1001", "2000", "2001", "1002", "3000", "3001", "9411");
        assertThat(config).contains("address: \"tracing\"", "{tag: shop.run, literal: {value: \"this-run\"}}");
    }

    @Test
    void theTracerIsIndentedLikeItsName() throws Exception {
        assertThat(config(Tracer.OPENTELEMETRY, "http://tracing", "payment"))
                .contains("            provider:\n              # The tracer that reads and writes W3C's traceparent")
                .contains("\n                service_name: payment\n", "port_value: 80}");
    }

    @ParameterizedTest
    @EnumSource
    void eachServiceHasItsFileAndNothingStaysOpen(Tracer tracer) throws Exception {
        for (String service : SHOP.keySet()) {
            assertThat(config(tracer, "http://tracing:9411", service))
                    .contains("cluster: " + service + "}")
                    .doesNotContain("${");
        }
    }

    @ParameterizedTest
    @EnumSource
    void envoyItselfFindsThemValid(Tracer tracer) throws Exception {
        Path envoy = RealEnvoy.orSkip();
        for (String service : SHOP.keySet()) {
            Path file = Files.writeString(
                    folder.resolve(service + ".yaml"), config(tracer, "http://127.0.0.1:9411", service));
            List<String> command = List.of(envoy.toString(), "--mode", "validate", "--config-path", file.toString());
            try (Program validation = Program.start(service, folder.resolve("log"), Map.of(), command)) {
                validation.awaitSuccess();
            }
        }
    }

    /** The file of one service, filled in. */
    static String config(Tracer tracer, String collector, String service) throws Exception {
        List<String> upstreams = SHOP.get(service);
        List<Outbound> outbound = upstreams.stream()
                .map(to -> new Outbound(
                        to,
                        2000 + upstreams.indexOf(to),
                        URI.create("http://127.0.0.1:" + (3000 + upstreams.indexOf(to)))))
                .toList();
        return new EnvoyConfig(tracer, URI.create(collector), "this-run")
                .of(new Sidecar(service, 1001, URI.create("http://127.0.0.1:1002"), outbound));
    }
}
