// SPDX-License-Identifier: Apache-2.0
package io.headerhop.coexistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** True for every tracer, wherever in the client it writes: its headers are sent, and Headerhop adds the rest. */
interface TracerContract {
    RelayService start(HeaderPropagation propagation) throws Exception;

    @Test
    default void ifLeftAloneTheTracersHeadersAreSentOnceEachAndTheRestIsCarried() throws Exception {
        HeaderPropagation propagation = HeaderPropagation.of(HeaderNames.istio()
                .minus(HeaderNames.b3())
                .minus(HeaderNames.w3c())
                .plus("x-canary"));
        try (RelayService service = start(propagation)) {
            checkTracersHeadersAndTheRest(service);
        }
    }

    @Test
    default void theEnvironmentCanConfigureTheSame() throws Exception {
        assertThat(System.getenv("HEADERHOP_HEADERS")).isEqualTo("istio,x-canary,-b3,-w3c");
        try (RelayService service = start(HeaderPropagation.fromEnvironment())) {
            checkTracersHeadersAndTheRest(service);
        }
    }

    @Test
    default void byDefaultAsWellEachHeaderIsThereOnceAndTheRestIsCarried() throws Exception {
        try (RelayService service =
                start(HeaderPropagation.of(HeaderNames.istio().plus("x-canary")))) {
            // The called service checks that none is repeated.
            Inbound.assertRestIsCarried(service.receivedFor(Inbound.ALL));
        }
    }

    private static void checkTracersHeadersAndTheRest(RelayService service) throws Exception {
        Map<String, String> received = service.receivedFor(Inbound.ALL);
        Inbound.assertTracersOwn(received);
        Inbound.assertRestIsCarried(received);
    }
}
