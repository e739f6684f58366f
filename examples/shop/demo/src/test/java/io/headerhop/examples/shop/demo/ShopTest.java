// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.PropagationStatus;
import io.headerhop.examples.shop.demo.Ports.InUseException;
import io.headerhop.examples.shop.demo.broken.Fault;
import io.headerhop.examples.shop.demo.sidecar.EmbeddedSidecars;
import io.headerhop.examples.shop.demo.sidecar.EnvoySidecars;
import io.headerhop.examples.shop.demo.sidecar.Sidecars;
import io.headerhop.examples.shop.service.Running;
import io.headerhop.support.Programs;
import io.headerhop.support.Tracer;
import io.headerhop.support.Zipkin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole shop, with a stand-in for Zipkin alone. */
class ShopTest {
    private ZipkinStandIn zipkin;

    @TempDir
    private Path folder;

    @BeforeEach
    void startZipkin() throws Exception {
        zipkin = new ZipkinStandIn();
    }

    @AfterEach
    void stopZipkin() {
        zipkin.close();
    }

    @Test
    void withHeaderhopEachOrderIsOneTraceThatTheBankDoesNotSee() throws Exception {
        Round round = play(true, new EmbeddedSidecars(zipkin.url(), "test"));
        Summary summary = round.summary("embedded", "zipkin");
        assertThat(summary.linked()).as(summary.json()).isTrue();
        assertThat(summary.spansPerTrace()).containsOnly(11);
        // The others are not checked: on a busy machine the bank may take 400 ms for them too.
        assertThat(round.lastOrder().status()).isEqualTo(502);
        assertThat(round.tracesOf(round.lastOrder()))
                .singleElement()
                .matches(trace -> trace.failsAt("payment", 504) && trace.failsAt("checkout", 502));
        assertThat(round.bank()).isEqualTo(new BankStatement(3, List.of()));
        assertThatAllLogsHaveTheSameRequestIds();
    }

    @Test
    void withoutItEachOrderFallsApart() throws Exception {
        Round round = play(false, new EmbeddedSidecars(zipkin.url(), "test"));
        Summary summary = round.summary("embedded", "zipkin");
        assertThat(summary.linked()).isFalse();
        assertThat(summary.traces()).isEqualTo(3 * 6);
        assertThat(summary.spansPerTrace()).containsOnly(1, 2);
        assertThat(round.lastOrder().status()).isEqualTo(502);
        assertThat(Files.readString(folder.resolve("payment.log"))).contains("no request id");
    }

    @Test
    void theSameWithRealEnvoys() throws Exception {
        Round with = play(true, envoys());
        Summary summary = with.summary("envoy", "zipkin");
        assertThat(summary.linked()).as(summary.json()).isTrue();
        assertThat(summary.spansPerTrace()).containsOnly(11);
        assertThat(with.tracesOf(with.lastOrder()))
                .singleElement()
                .matches(trace -> trace.failsAt("payment", 504) && trace.failsAt("checkout", 502));
        assertThat(with.bank()).isEqualTo(new BankStatement(3, List.of()));
        assertThatAllLogsHaveTheSameRequestIds();
    }

    @Test
    void withRealEnvoysAndWithoutItEachOrderFallsApart() throws Exception {
        Summary summary = play(false, envoys()).summary("envoy", "zipkin");
        assertThat(summary.linked()).isFalse();
        assertThat(summary.traces()).isEqualTo(3 * 6);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EXECUTOR    | a pool that hands no headers over
            COMMON_POOL | CompletableFuture
            SCHEDULER   | a delayed task
            REACTOR     | Reactor
            CLIENT      | OkHttp
            """)
    void aBrokenStorefrontIsFoundWithTheLineThatLosesTheHeaders(Fault fault, String cause) throws Exception {
        Round round = play(true, fault, new EmbeddedSidecars(zipkin.url(), "test"));
        assertThat(round.summary("embedded", "zipkin").linked()).isFalse();
        assertThat(PropagationStatus.now().lostCalls()).anySatisfy(call -> {
            assertThat(call.cause()).contains(cause);
            assertThat(call.line())
                    .startsWith(
                            "io.headerhop.examples.shop.demo.broken.LosingUpstreams.statusOf(LosingUpstreams.java:");
        });
    }

    private void assertThatAllLogsHaveTheSameRequestIds() throws IOException {
        Set<String> ids = requestIds(MeshService.STOREFRONT);
        assertThat(ids).hasSize(3).doesNotContain("no request id");
        for (MeshService service : MeshService.values()) {
            assertThat(requestIds(service)).as("in the log of " + service).isEqualTo(ids);
        }
    }

    private Set<String> requestIds(MeshService service) throws IOException {
        return Files.readAllLines(folder.resolve(service.service() + ".log")).stream()
                .map(line -> line.replaceFirst(".*? \\[(.*?)\\] .*", "$1"))
                .collect(Collectors.toSet());
    }

    private Sidecars envoys() {
        return new EnvoySidecars(
                Programs.envoyFrom140().path(), Tracer.ZIPKIN, zipkin.url(), "test", folder.resolve("envoy"));
    }

    private Round play(boolean propagation, Sidecars sidecars) throws Exception {
        return play(propagation, null, sidecars);
    }

    private Round play(boolean propagation, @Nullable Fault fault, Sidecars sidecars) throws Exception {
        Ports ports = freePorts();
        try (Running open = new Running()) {
            new Shop(ports, propagation, fault, folder).open(sidecars, open);
            return Round.play(ports, 3, new Zipkin(zipkin.url()), "test");
        }
    }

    private static Ports freePorts() throws InUseException {
        for (int base = 21_000; base < 22_000; base += 100) {
            Ports ports = new Ports(base, 9411, 16686);
            try {
                ports.check();
                return ports;
            } catch (InUseException e) {
                // the next block
            }
        }
        throw new InUseException(21_000, "the test", "");
    }
}
