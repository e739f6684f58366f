package io.headerhop.examples.shop.sidecar;

import io.headerhop.examples.shop.program.Program;
import java.nio.file.Path;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * The Envoy that {@code examples/shop/install} has installed, or one on the PATH. Without any the tests that need it
 * are skipped, or fail if the environment says {@code HEADERHOP_MESH=required}.
 */
public final class RealEnvoy {
    private static final String REASON = "there is no envoy; run examples/shop/install";

    private RealEnvoy() {}

    public static Path orSkip() {
        Optional<Path> envoy = Program.onPath("envoy");
        if (envoy.isEmpty() && "required".equals(System.getenv("HEADERHOP_MESH"))) {
            throw new AssertionError(REASON);
        }
        return envoy.orElseThrow(() -> new TestAbortedException(REASON));
    }
}
