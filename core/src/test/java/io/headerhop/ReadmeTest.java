// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The code of the pages does what they say: README.md, core/README.md, docs/debugging-a-broken-trace.md,
 * docs/preview-environments-and-canaries.md, docs/faq.md. Every call answers with the request id that is current.
 */
class ReadmeTest {
    private final CapturedHeaders a = Headers.ofRequest(1);
    private final CapturedHeaders b = Headers.ofRequest(2);
    private final ExecutorService plainPool = Executors.newFixedThreadPool(2);

    @AfterEach
    void nothingIsLeftOnThisThread() {
        plainPool.shutdownNow();
        assertThat(CapturedHeaders.current().isEmpty()).isTrue();
    }

    private String ask(String question) {
        return question + " by " + CapturedHeaders.current().first("x-request-id");
    }

    private String enrich(String answer) {
        return ask(answer);
    }

    private static String by(String question, int request) {
        return question + " by " + Headers.requestId(request);
    }

    @Test
    void aPoolThatYouSubmitToYourself() throws Exception {
        ExecutorService pool = CapturedHeaders.propagating(Executors.newFixedThreadPool(4));
        try (Scope scope = a.makeCurrent()) {
            assertThat(pool.submit(() -> ask("price")).get()).isEqualTo(by("price", 1));
        } finally {
            pool.shutdown();
        }
    }

    /** The thread that completes the first stage submits the second. */
    @Test
    void aPoolForALaterStageOfAFuture() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletableFuture<String> enriched;
        try (Scope scope = a.makeCurrent()) {
            enriched = answer.thenApplyAsync(
                    this::enrich, CapturedHeaders.current().executor(plainPool));
        }
        try (Scope scope = b.makeCurrent()) {
            answer.complete("price");
        }
        assertThat(enriched.get()).isEqualTo(by("price", 1));
    }

    @Test
    void aStageWithoutAPool() throws Exception {
        CompletableFuture<String> shared = new CompletableFuture<>();
        CompletableFuture<String> first;
        try (Scope scope = a.makeCurrent()) {
            CompletableFuture<String> mine =
                    shared.thenApplyAsync(this::ask, CapturedHeaders.current().executor(Runnable::run));
            first = mine;
        }
        try (Scope scope = b.makeCurrent()) {
            shared.complete("price");
            assertThat(CapturedHeaders.current()).isSameAs(b);
        }
        assertThat(first.get()).isEqualTo(by("price", 1));
    }

    @Test
    void aFutureThatRequestsShare() throws Exception {
        CompletableFuture<String> shared = new CompletableFuture<>();
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            try (Scope scope = Headers.ofRequest(i).makeCurrent()) {
                CompletableFuture<String> mine = shared.thenApplyAsync(
                        this::ask, CapturedHeaders.current().executor(plainPool));
                answers.add(mine);
            }
        }
        try (Scope scope = Headers.ofRequest(99).makeCurrent()) {
            shared.complete("price");
        }
        for (int i = 0; i < 10; i++) {
            assertThat(answers.get(i).get()).isEqualTo(by("price", i));
        }
    }

    /** The calling thread works on the stream too, so some elements are right either way. */
    @Test
    void aParallelStream() {
        List<String> items = IntStream.range(0, 1000).mapToObj(String::valueOf).toList();
        try (Scope scope = a.makeCurrent()) {
            List<String> answers = items.parallelStream()
                    .map(CapturedHeaders.current().wrapFunction(this::ask))
                    .toList();
            assertThat(answers)
                    .isEqualTo(items.stream().map(item -> by(item, 1)).toList());
        }
    }

    @Test
    void aHedgeAfterADelay() throws Exception {
        CompletableFuture<String> second;
        try (Scope scope = a.makeCurrent()) {
            Executor later = CompletableFuture.delayedExecutor(
                    50, TimeUnit.MILLISECONDS, CapturedHeaders.current().executor(plainPool));
            CompletableFuture<String> hedge = CompletableFuture.supplyAsync(() -> ask("hedge"), later);
            second = hedge;
        }
        assertThat(second.get()).isEqualTo(by("hedge", 1));
    }

    @Test
    void theFallbackAfterATimeout() throws Exception {
        CompletableFuture<String> call = new CompletableFuture<>();
        CompletableFuture<String> first;
        try (Scope scope = a.makeCurrent()) {
            CompletableFuture<String> answer = call.orTimeout(50, TimeUnit.MILLISECONDS)
                    .exceptionallyAsync(
                            timeout -> ask("fallback"),
                            CapturedHeaders.current().executor(plainPool));
            first = answer;
        }
        assertThat(first.get()).isEqualTo(by("fallback", 1));
    }

    @Test
    void aPoolForALibrary() throws Exception {
        List<String> items = List.of("tea", "coffee");
        try (Library library = new Library();
                Scope scope = a.makeCurrent()) {
            List<String> answers =
                    library.askAll(items, CapturedHeaders.current().executor(plainPool));
            assertThat(answers).containsExactlyInAnyOrder(by("tea", 1), by("coffee", 1));
        }
    }

    /** Submits from a thread of its own, as parallel-collectors and Failsafe do. */
    private final class Library implements AutoCloseable {
        private final ExecutorService dispatcher = Executors.newSingleThreadExecutor();

        List<String> askAll(List<String> items, Executor executor) throws Exception {
            ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
            List<CompletableFuture<Void>> calls = dispatcher
                    .submit(() -> items.stream()
                            .map(item -> CompletableFuture.runAsync(() -> answers.add(ask(item)), executor))
                            .toList())
                    .get();
            for (CompletableFuture<Void> call : calls) {
                call.get();
            }
            return List.copyOf(answers);
        }

        @Override
        public void close() {
            dispatcher.shutdown();
        }
    }

    @Test
    void headersWithoutARequest() {
        HeaderPropagation propagation = Headers.RULES;
        Map<String, String> message = Map.of("x-request-id", Headers.requestId(1), "x-unknown", "1");
        CapturedHeaders headers = propagation.capture(message);
        try (Scope scope = headers.makeCurrent()) {
            handle();
        }
    }

    private void handle() {
        assertThat(ask("message")).isEqualTo(by("message", 1));
    }

    @Test
    void aLoopForNoRequest() {
        try (Scope nothing = CapturedHeaders.none().makeCurrent()) {
            pollTheQueue();
        }
    }

    private void pollTheQueue() {
        assertThat(CapturedHeaders.current()).isSameAs(CapturedHeaders.none());
    }

    @Test
    void anIdForARunOfAScheduledTask() {
        try (Scope scope = HeaderPropagation.istio()
                .generatingRequestId(true)
                .capture(Map.of())
                .makeCurrent()) {
            assertThat(CapturedHeaders.current().first("x-request-id")).hasSize(36);
        }
    }

    @Test
    void aHeaderForTheCallsThatFollow() {
        try (Scope request = a.makeCurrent()) {
            try (Scope scope =
                    CapturedHeaders.current().with("x-canary", "catalog-v2").makeCurrent()) {
                checkout();
            }
            assertThat(CapturedHeaders.current()).isSameAs(a);
        }
    }

    private static void checkout() {
        assertThat(CapturedHeaders.current().values("x-canary")).containsExactly("catalog-v2");
        assertThat(CapturedHeaders.current().first("x-request-id")).isEqualTo(Headers.requestId(1));
    }

    @Test
    void aConfigurationSaysWhatIsCarriedAndWhereTo() {
        HeaderPropagation propagation = HeaderPropagation.of(HeaderNames.istio().plus("x-canary", "x-tenant-*"))
                .destinations(Destinations.only(".svc.cluster.local", "10.0.0.0/8"));
        CapturedHeaders captured =
                Headers.captured(propagation, Map.of("x-canary", List.of("yes"), "x-tenant-id", List.of("7")));
        assertThat(captured.names()).containsExactly("x-canary", "x-tenant-id");
        assertThat(propagation.destinations().toString()).contains(".svc.cluster.local");
        assertThat(HeaderPropagation.fromEnvironment()
                        .plus("x-tenant-id")
                        .names()
                        .contains("X-Tenant-Id"))
                .isTrue();
    }

    @Test
    void eachPresetHasItsRowWithItsHeaders() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/which-headers.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        for (Preset preset : Preset.values()) {
            if (preset == Preset.ISTIO) {
                continue; // Its row names the other presets.
            }
            assertThat(rows)
                    .as(preset.word())
                    .anyMatch(row -> row.startsWith("| `" + preset.word() + "` |")
                            && preset.names().stream().allMatch(name -> row.contains("`" + name + "`")));
        }
    }
}
