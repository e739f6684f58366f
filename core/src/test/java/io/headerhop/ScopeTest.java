// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Headers;
import io.headerhop.spi.InboundScope;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private final List<PropagationEvent> events = new ArrayList<>();
    private final CapturedHeaders a = headers(1);
    private final CapturedHeaders b = headers(2);

    private CapturedHeaders headers(int number) {
        return Headers.captured(
                HeaderPropagation.istio().observer((event, subject) -> events.add(event)),
                Map.of("x-request-id", List.of(Headers.requestId(number))));
    }

    @AfterEach
    void theThreadIsLeftClean() {
        assertThat(CapturedHeaders.current()).isSameAs(CapturedHeaders.none());
    }

    @Test
    void outsideAScopeNothingIsCurrent() {
        assertThat(CapturedHeaders.current().isEmpty()).isTrue();
    }

    @Test
    void closingRestoresWhatWasCurrentBefore() {
        try (Scope outer = a.makeCurrent()) {
            try (Scope inner = b.makeCurrent()) {
                try (Scope innermost = a.makeCurrent()) {
                    assertThat(CapturedHeaders.current()).isSameAs(a);
                }
                assertThat(CapturedHeaders.current()).isSameAs(b);
            }
            assertThat(CapturedHeaders.current()).isSameAs(a);
        }
        assertThat(events).isEmpty();
    }

    @Test
    void aScopeOfNothingHidesWhatWasCurrentUntilItIsClosed() {
        try (Scope outer = a.makeCurrent()) {
            try (Scope inner = CapturedHeaders.none().makeCurrent()) {
                assertThat(CapturedHeaders.current().isEmpty()).isTrue();
            }
            assertThat(CapturedHeaders.current()).isSameAs(a);
        }
    }

    @Test
    void closingTwiceHasNoEffectAndIsReported() {
        try (Scope outer = a.makeCurrent()) {
            Scope inner = b.makeCurrent();
            inner.close();
            inner.close();
            assertThat(CapturedHeaders.current()).isSameAs(a);
        }
        assertThat(events).containsExactly(PropagationEvent.SCOPE_CLOSED_TWICE);
    }

    @Test
    void closingEndsWhatWasOpenedInsideAndForgottenAndThatIsReported() {
        try (Scope outermost = b.makeCurrent()) {
            Scope outer = a.makeCurrent();
            Scope inner = b.makeCurrent();
            Scope innermost = a.makeCurrent();
            outer.close();
            assertThat(CapturedHeaders.current()).isSameAs(b);
            innermost.close();
            inner.close();
            assertThat(CapturedHeaders.current()).isSameAs(b);
        }
        assertThat(events).containsExactly(PropagationEvent.SCOPE_CLOSED_OUT_OF_ORDER);
    }

    @Test
    void aScopeOfNothingEndsWhatWasForgottenInsideToo() {
        try (Scope request = CapturedHeaders.none().makeCurrent()) {
            a.makeCurrent();
        }
        assertThat(CapturedHeaders.current().isEmpty()).isTrue();
    }

    @Test
    void aTaskThatForgetsToCloseAScopeLeavesNothingOnItsThread() throws Exception {
        onAnotherThread(List.of(
                a.wrap(() -> b.makeCurrent()),
                CapturedHeaders.none().wrap(() -> b.makeCurrent()),
                () -> assertThat(CapturedHeaders.current().isEmpty()).isTrue()));
    }

    @Test
    void whatWasForgottenInsideEndsEvenIfTheScopeHasAlreadyEndedElsewhere() throws Exception {
        for (boolean closed : List.of(true, false)) {
            InboundScope request = Adapters.makeCurrent(a);
            Adapters.makeCurrent(b);
            onAnotherThread(List.of(closed ? request::close : request::expire));
            request.close();
            assertThat(CapturedHeaders.current().isEmpty()).isTrue();
        }
    }

    @Test
    void whateverTheObserverThrowsTheScopeEnds() {
        for (Throwable failure : List.of(new NoClassDefFoundError("on purpose"), new IOException("on purpose"))) {
            HeaderPropagation failing = HeaderPropagation.istio().observer((event, subject) -> sneakyThrow(failure));
            CapturedHeaders headers = Headers.captured(failing, Map.of("x-b3-sampled", List.of("1")));
            try (Scope scope = headers.makeCurrent()) {
                headers.makeCurrent();
            }
            assertThat(CapturedHeaders.current().isEmpty()).isTrue();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneakyThrow(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void whatEndsOnAnotherThreadEndsAloneWhateverIsInside() throws Exception {
        for (boolean closed : List.of(true, false)) {
            InboundScope outer = Adapters.makeCurrent(a);
            try (InboundScope inner = Adapters.makeCurrent(b)) {
                onAnotherThread(List.of(closed ? outer::close : outer::expire));
                assertThat(CapturedHeaders.current()).isSameAs(b);
            }
            assertThat(CapturedHeaders.current().isEmpty()).isTrue();
        }
    }

    @Test
    void whenTwoThreadsEndAScopeAtTheSameTimeTheOneAroundItStays() throws Exception {
        ExecutorService another = Executors.newSingleThreadExecutor();
        try {
            for (int i = 0; i < 10_000; i++) {
                try (InboundScope around = Adapters.makeCurrent(a)) {
                    InboundScope scope = Adapters.makeCurrent(b);
                    InboundScope forgotten = Adapters.makeCurrent(b);
                    Future<?> ended = another.submit(scope::expire);
                    scope.close();
                    ended.get();
                    assertThat(CapturedHeaders.current()).isSameAs(a);
                    forgotten.close();
                }
            }
        } finally {
            another.shutdown();
        }
    }

    @Test
    void closingOnAnotherThreadEndsTheScopeOnItsOwnAndIsReported() throws Exception {
        Scope scope = a.makeCurrent();
        onAnotherThread(List.of(() -> {
            try (Scope own = b.makeCurrent()) {
                scope.close();
                assertThat(CapturedHeaders.current()).isSameAs(b);
            }
        }));
        assertThat(CapturedHeaders.current().isEmpty()).isTrue();
        assertThat(events).containsExactly(PropagationEvent.SCOPE_CLOSED_ON_OTHER_THREAD);
    }

    @Test
    void anExpiredScopeIsCurrentNowhereAndIsNoMistake() throws Exception {
        InboundScope outer = Adapters.makeCurrent(a);
        InboundScope scope = Adapters.makeCurrent(b);
        onAnotherThread(List.of(scope::expire));
        assertThat(CapturedHeaders.current()).isSameAs(a);
        scope.close();
        assertThat(CapturedHeaders.current()).isSameAs(a);
        outer.close();
        assertThat(events).isEmpty();
    }

    @Test
    void aScopeIsOpenUntilItOrOneAroundItEnds() {
        InboundScope outer = Adapters.makeCurrent(CapturedHeaders.none());
        InboundScope inner = Adapters.makeCurrent(CapturedHeaders.none());
        assertThat(inner.isOpen()).isTrue();
        outer.close();
        assertThat(outer.isOpen()).isFalse();
        assertThat(inner.isOpen()).isFalse();
    }

    @Test
    void anExpiredScopeUnderAnOpenOneIsPassedOver() {
        InboundScope outer = Adapters.makeCurrent(a);
        try (InboundScope inner = Adapters.makeCurrent(b)) {
            outer.expire();
            assertThat(CapturedHeaders.current()).isSameAs(b);
        }
        assertThat(CapturedHeaders.current().isEmpty()).isTrue();
        assertThat(events).isEmpty();
    }

    @Test
    void aTaskThatClosesAScopeAroundItGoesOnWithItsOwnHeadersAndThatIsReported() {
        Scope outermost = a.makeCurrent();
        Scope around = a.makeCurrent();
        b.wrap(() -> {
                    around.close();
                    assertThat(CapturedHeaders.current()).isSameAs(b);
                    try (Scope inside = a.makeCurrent()) {
                        assertThat(CapturedHeaders.current()).isSameAs(a);
                    }
                    assertThat(CapturedHeaders.current()).isSameAs(b);
                })
                .run();
        assertThat(CapturedHeaders.current()).isSameAs(a);
        outermost.close();
        assertThat(CapturedHeaders.current().isEmpty()).isTrue();
        assertThat(events).containsExactly(PropagationEvent.SCOPE_CLOSED_OUT_OF_ORDER);
    }

    @Test
    void aScopeThatExpiresUnderATaskIsNotCurrentAfterIt() {
        InboundScope around = Adapters.makeCurrent(a);
        b.wrap(() -> {
                    around.expire();
                    assertThat(CapturedHeaders.current()).isSameAs(b);
                })
                .run();
        assertThat(CapturedHeaders.current().isEmpty()).isTrue();
        assertThat(events).isEmpty();
    }

    @Test
    void aTaskInsideATaskWithTheSameHeadersLeavesThemToTheOuterOne() {
        a.wrap(() -> {
                    a.wrap(() -> b.makeCurrent()).run();
                    assertThat(CapturedHeaders.current()).isSameAs(a);
                })
                .run();
        assertThat(CapturedHeaders.current().isEmpty()).isTrue();
        assertThat(events).containsExactly(PropagationEvent.SCOPE_CLOSED_OUT_OF_ORDER);
    }

    @Test
    void whateverIsThrownInsideTheThreadIsLeftAsItWas() {
        try (Scope outer = a.makeCurrent()) {
            try (Scope inner = b.makeCurrent()) {
                throw new AssertionError("on purpose");
            } catch (AssertionError e) {
                assertThat(CapturedHeaders.current()).isSameAs(a);
            }
        }
    }

    @Test
    void scopesThatOverlapInAChainDoNotPileUp() {
        for (int openAtOnce : new int[] {1, 2, 7, 100}) {
            try (Scope always = a.makeCurrent()) {
                Deque<InboundScope> open = new ArrayDeque<>();
                List<WeakReference<InboundScope>> early = new ArrayList<>();
                for (int i = 0; i < 10_000; i++) {
                    InboundScope next = Adapters.makeCurrent(b);
                    open.add(next);
                    if (open.size() > openAtOnce) {
                        open.remove().expire();
                    }
                    if (i < 1000) {
                        early.add(new WeakReference<>(next));
                    }
                }
                assertCollected(early);
                open.forEach(InboundScope::expire);
            }
        }
    }

    @Test
    void anIdleThreadHoldsNothingOfAScopeThatAnotherThreadHasEnded() throws Exception {
        ExecutorService idle = Executors.newSingleThreadExecutor();
        try {
            List<WeakReference<CapturedHeaders>> headers = new ArrayList<>();
            InboundScope scope = idle.submit(() -> {
                        CapturedHeaders own = headers(3);
                        headers.add(new WeakReference<>(own));
                        return Adapters.makeCurrent(own);
                    })
                    .get();
            scope.expire();
            scope = null;
            assertCollected(headers);
        } finally {
            idle.shutdown();
        }
    }

    private static <T> void assertCollected(List<WeakReference<T>> references) {
        for (int i = 0; i < 50 && references.stream().anyMatch(reference -> reference.get() != null); i++) {
            System.gc();
        }
        assertThat(references)
                .allSatisfy(reference -> assertThat(reference.get()).isNull());
    }

    private static void onAnotherThread(List<Runnable> tasks) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            for (Runnable task : tasks) {
                thread.submit(task).get();
            }
        } finally {
            thread.shutdown();
        }
    }
}
