// SPDX-License-Identifier: Apache-2.0
package io.headerhop.lost;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Adapters;
import io.headerhop.ApplicationClassLoader;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.PropagationStatus;
import io.headerhop.Scope;
import io.headerhop.spi.Address;
import io.headerhop.spi.Injection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A service that has no inbound adapter and makes current what it captures itself, as fixes of lost calls advise. */
class CapturedInCodeTest {
    @Test
    void itsSetUpIsRightAsSoonAsItHasCapturedSomething() throws Exception {
        try (ApplicationClassLoader loader = new ApplicationClassLoader()) {
            Supplier<?> service = (Supplier<?>) loader.loadClass(Service.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            assertThat((List<?>) service.get())
                    .hasSize(2)
                    .satisfiesExactly(
                            before -> assertThat(before.toString()).contains("no inbound adapter is installed"),
                            after -> assertThat(after).isEqualTo("[]"));
        }
    }

    /** In a class loader of its own, where nothing has been captured yet. */
    public static final class Service implements Supplier<List<String>> {
        @Override
        public List<String> get() {
            List<String> warnings = new ArrayList<>();
            call();
            warnings.add(PropagationStatus.now().warnings().toString());
            HeaderPropagation rules = HeaderPropagation.istio();
            try (Scope scope =
                    rules.capture(Map.of("x-request-id", "of-a-message")).makeCurrent()) {
                call();
            }
            warnings.add(PropagationStatus.now().warnings().toString());
            return warnings;
        }

        private static void call() {
            Address address = Address.of("http", "inventory", 80);
            Injection unused =
                    Adapters.inject(CapturedHeaders.current(), address, new ArrayList<>(), Calls.Writer.INSTANCE);
        }
    }
}
