// SPDX-License-Identifier: Apache-2.0
package io.headerhop.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.LostCall;
import io.headerhop.PropagationStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * A call by a client that sends nothing. It lies in a package of the library, so that its lines are not taken for the
 * application's.
 */
public final class SomeClient {
    private static final AtomicInteger LAST_HOST = new AtomicInteger();

    private final CompletableFuture<Optional<LostCall>> made = new CompletableFuture<>();
    private final String host = "catalogue" + LAST_HOST.incrementAndGet();

    /** What this code says of the call, if it had no headers to carry. */
    public static Optional<LostCall> lostBy(Code code) throws Exception {
        SomeClient call = new SomeClient();
        code.run(call);
        return call.made.get(20, TimeUnit.SECONDS);
    }

    /** Makes the call, on this thread. */
    public String make() {
        // Again, if so soon after another one nobody looks where it was lost.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!made.isDone() && System.nanoTime() - deadline < 0) {
            List<String> sent = new ArrayList<>();
            Adapters.inject(CapturedHeaders.current(), Address.of("http", host, 80), sent, Writer.INSTANCE);
            if (!sent.isEmpty()) {
                made.complete(Optional.empty());
            }
            PropagationStatus.now().lostCalls().stream()
                    .filter(call -> call.host().equals(host))
                    .findFirst()
                    .ifPresent(call -> made.complete(Optional.of(call)));
            Thread.onSpinWait();
        }
        assertThat(made).isDone();
        return host;
    }

    /** Code of an application. */
    public interface Code {
        void run(SomeClient call) throws Exception;
    }

    private enum Writer implements HeaderWriter<List<String>> {
        INSTANCE;

        @Override
        public String client() {
            return "some client";
        }

        @Override
        public void forEach(List<String> request, BiConsumer<String, String> line) {}

        @Override
        public void add(List<String> request, String name, String value) {
            request.add(name);
        }

        @Override
        public void remove(List<String> request, String name) {
            request.remove(name);
        }
    }
}
