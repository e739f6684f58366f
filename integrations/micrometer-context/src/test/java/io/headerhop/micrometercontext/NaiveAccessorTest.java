// SPDX-License-Identifier: Apache-2.0
package io.headerhop.micrometercontext;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.spi.InboundScope;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.ThreadLocalAccessor;
import org.junit.jupiter.api.Test;

/** The accessor of three lines that first comes to mind, which puts values back. */
class NaiveAccessorTest {
    private static final class ByValue implements ThreadLocalAccessor<CapturedHeaders> {
        @Override
        public Object key() {
            return "naive";
        }

        @Override
        public CapturedHeaders getValue() {
            return CapturedHeaders.current();
        }

        @Override
        public void setValue(CapturedHeaders headers) {
            headers.makeCurrent();
        }

        @Override
        public void setValue() {
            CapturedHeaders.none().makeCurrent();
        }
    }

    private volatile String left = "not known yet";

    @Test
    void bringsBackTheHeadersOfARequestThatHasEnded() throws Exception {
        ContextRegistry registry = new ContextRegistry().registerThreadLocalAccessor(new ByValue());
        ContextSnapshotFactory snapshots =
                ContextSnapshotFactory.builder().contextRegistry(registry).build();
        Thread thread = new Thread(() -> {
            InboundScope request = Adapters.makeCurrent(TestHeaders.of("ended"));
            ContextSnapshot snapshot = snapshots.captureAll();
            request.close();
            InboundScope other = Adapters.makeCurrent(TestHeaders.of("other"));
            try (ContextSnapshot.Scope scope = snapshot.setThreadLocals()) {
                other.expire();
            }
            left = TestHeaders.current();
        });
        thread.start();
        thread.join();
        assertThat(left).isEqualTo("other");
    }
}
