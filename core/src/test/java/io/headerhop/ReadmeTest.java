package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Headers;
import io.headerhop.spi.Address;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The code of the README does what the README says. */
class ReadmeTest {
    @Test
    void aPropagatingPoolRunsItsTasksWithTheHeaders() throws Exception {
        ExecutorService pool = CapturedHeaders.propagating(Executors.newFixedThreadPool(4));
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            assertThat(pool.submit(() -> CapturedHeaders.current().first("x-request-id"))
                            .get())
                    .isEqualTo(Headers.requestId(1));
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void aConfigurationSaysWhatIsCarriedAndWhereTo() {
        HeaderPropagation propagation = HeaderPropagation.of(HeaderNames.istio().plus("x-canary", "x-tenant-*"))
                .destinations(Destinations.only(".svc.cluster.local", "10.0.0.0/8"));
        CapturedHeaders captured =
                Headers.captured(propagation, Map.of("x-canary", List.of("yes"), "x-tenant-id", List.of("7")));
        assertThat(captured.names()).containsExactly("x-canary", "x-tenant-id");
        assertThat(propagation.destinations().allow(Address.of("http", "inventory.shop.svc.cluster.local", 8080)))
                .isTrue();
        assertThat(propagation.destinations().allow(Address.of("http", "api.example.com", 443)))
                .isFalse();
    }
}
