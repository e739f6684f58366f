// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import io.headerhop.micrometercontext.HeaderPropagationThreadLocalAccessor;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.Map;

/** Takes a snapshot, which has the headers only if the accessor was found. */
public final class Main {
    public static void main(String[] arguments) {
        CapturedHeaders headers = HeaderPropagation.istio().capture(Map.of("b3", "0"));
        ContextSnapshot snapshot;
        try (Scope scope = headers.makeCurrent()) {
            snapshot = ContextSnapshotFactory.builder().build().captureAll();
        }
        try (ContextSnapshot.Scope scope = snapshot.setThreadLocals()) {
            System.out.println(HeaderPropagationThreadLocalAccessor.KEY + " " + CapturedHeaders.current().first("b3"));
        }
    }
}
