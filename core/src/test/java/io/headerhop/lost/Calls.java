// SPDX-License-Identifier: Apache-2.0
package io.headerhop.lost;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.LostCall;
import io.headerhop.PropagationStatus;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.spi.Address;
import io.headerhop.spi.HeaderWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Calls by a client that only writes down what it is given. */
final class Calls {
    private static final AtomicInteger LAST_HOST = new AtomicInteger();

    /**
     * What is said of a call that this code makes, somehow, while a request is served: there must be a warning of it.
     */
    LostCall lostBy(Code code) throws Exception {
        try (Scope request = Headers.ofRequest(1).makeCurrent()) {
            LostCall lost = notCarriedBy(code);
            Warnings.assertNamed(lost);
            return lost;
        }
    }

    /** The same, where there must be no warning. */
    LostCall noFaultBy(Code code) throws Exception {
        try (Scope request = Headers.ofRequest(1).makeCurrent()) {
            return noFaultOutsideOfRequests(code);
        }
    }

    LostCall noFaultOutsideOfRequests(Code code) throws Exception {
        LostCall lost = notCarriedBy(code);
        Warnings.assertNone(lost);
        return lost;
    }

    private static LostCall notCarriedBy(Code code) throws Exception {
        Warnings.areHeard();
        LostCall lost = made(code).lost;
        assertThat(lost).as("carried its headers").isNotNull();
        return lost;
    }

    boolean carriedBy(Code code) throws Exception {
        try (Scope request = Headers.ofRequest(1).makeCurrent()) {
            return made(code).lost == null;
        }
    }

    private static Made made(Code code) throws Exception {
        Call call = new Call("host" + LAST_HOST.incrementAndGet());
        code.run(call);
        return call.made();
    }

    interface Code {
        void run(Call call) throws Exception;
    }

    private record Made(LostCall lost) {}

    static final class Call {
        private final CompletableFuture<Made> made = new CompletableFuture<>();
        private final String host;

        private Call(String host) {
            this.host = host;
        }

        void make() {
            // Again, if so soon after another one nobody looks where it was lost.
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (!made.isDone() && System.nanoTime() - deadline < 0) {
                List<String> sent = new ArrayList<>();
                Adapters.inject(CapturedHeaders.current(), Address.of("http", host, 80), sent, Writer.INSTANCE);
                PropagationStatus.now().lostCalls().stream()
                        .filter(call -> call.host().equals(host))
                        .findFirst()
                        .ifPresent(call -> made.complete(new Made(call)));
                if (!sent.isEmpty()) {
                    made.complete(new Made(null));
                }
                Thread.onSpinWait();
            }
        }

        String get() {
            make();
            return host;
        }

        /** Until it has been made, on another thread. */
        void await() {
            made.join();
        }

        private Made made() throws ExecutionException, InterruptedException, TimeoutException {
            return made.get(20, TimeUnit.SECONDS);
        }
    }

    enum Writer implements HeaderWriter<List<String>> {
        INSTANCE;

        @Override
        public String client() {
            return "a client";
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
