// SPDX-License-Identifier: Apache-2.0
package io.headerhop.micrometercontext;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The lines of the README. */
class ReadmeTest {
    private final CompletableFuture<String> told = new CompletableFuture<>();

    @BeforeEach
    void switchOn() {
        Hooks.enableAutomaticContextPropagation();
    }

    @AfterEach
    void switchOff() {
        Hooks.disableAutomaticContextPropagation();
    }

    @Test
    void aSubscriberThatDoesNotBlock() throws Exception {
        Mono<String> answer = Mono.just(1).publishOn(Schedulers.parallel()).map(value -> TestHeaders.current());
        try (Scope scope = TestHeaders.of("own").makeCurrent()) {
            answer.doOnNext(this::tell).contextCapture().subscribe();
        }
        assertThat(told.get()).isEqualTo("own");
    }

    private void tell(String answer) {
        told.complete(answer.equals(TestHeaders.current()) ? answer : "not what is current");
    }

    @Test
    void aServer() {
        Mono<String> handler = Mono.just(1).publishOn(Schedulers.parallel()).map(value -> TestHeaders.current());
        assertThat(served(handler, TestHeaders.of("own")).block()).isEqualTo("own");
    }

    private static Mono<String> served(Mono<String> handler, CapturedHeaders headers) {
        return handler.contextWrite(context -> context.put(HeaderPropagationThreadLocalAccessor.KEY, headers));
    }
}
