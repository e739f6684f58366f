// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo;

import io.headerhop.examples.shop.demo.Options.SidecarKind;
import io.headerhop.examples.shop.demo.sidecar.EmbeddedSidecars;
import io.headerhop.examples.shop.demo.sidecar.EnvoySidecars;
import io.headerhop.examples.shop.demo.sidecar.Sidecars;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The requested kind of sidecar, or embedded ones if there is no Envoy.
 *
 * @param envoy the program; null if the sidecars are embedded
 */
record SidecarChoice(SidecarKind asked, @Nullable Path envoy) {
    static SidecarChoice of(SidecarKind asked, Optional<Path> envoyOnPath) {
        return new SidecarChoice(asked, asked == SidecarKind.ENVOY ? envoyOnPath.orElse(null) : null);
    }

    /** The kind actually used. */
    SidecarKind kind() {
        return envoy == null ? SidecarKind.EMBEDDED : SidecarKind.ENVOY;
    }

    /** For the terminal. */
    String says() {
        if (envoy != null) {
            return "Sidecars: " + envoy;
        }
        return asked == SidecarKind.ENVOY
                ? "Sidecars: embedded, because there is no envoy on the PATH; examples/shop/install adds one"
                : "Sidecars: embedded";
    }

    /** @param folder for what the Envoys read and write */
    Sidecars sidecars(Backend backend, String run, Path folder) {
        return envoy == null
                ? new EmbeddedSidecars(backend.fromEmbedded(), run)
                : new EnvoySidecars(envoy, backend.tracer(), backend.fromEnvoy(), run, folder);
    }
}
