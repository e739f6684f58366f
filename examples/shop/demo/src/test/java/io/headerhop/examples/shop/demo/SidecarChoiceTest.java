// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.examples.shop.demo.Options.SidecarKind;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SidecarChoiceTest {
    private static final Optional<Path> ENVOY = Optional.of(Path.of("/bin/envoy"));

    @Test
    void withoutAnEnvoyTheSidecarsAreEmbeddedAndItSaysSo() {
        SidecarChoice choice = SidecarChoice.of(SidecarKind.ENVOY, Optional.empty());
        assertThat(choice.kind()).isEqualTo(SidecarKind.EMBEDDED);
        assertThat(choice.says())
                .isEqualTo("Sidecars: embedded, because there is no envoy on the PATH; examples/shop/install adds one");
    }

    @Test
    void anEnvoyIsUsedOnlyIfAskedFor() {
        assertThat(SidecarChoice.of(SidecarKind.ENVOY, ENVOY).kind()).isEqualTo(SidecarKind.ENVOY);
        assertThat(SidecarChoice.of(SidecarKind.ENVOY, ENVOY).says()).isEqualTo("Sidecars: /bin/envoy");
        assertThat(SidecarChoice.of(SidecarKind.EMBEDDED, ENVOY).kind()).isEqualTo(SidecarKind.EMBEDDED);
        assertThat(SidecarChoice.of(SidecarKind.EMBEDDED, ENVOY).says()).isEqualTo("Sidecars: embedded");
    }
}
