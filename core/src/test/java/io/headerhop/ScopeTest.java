package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Headers;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
    void outsideOfAScopeNothingIsCurrent() {
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
    void closingOutOfOrderLeavesTheInnerOneCurrentAndIsReported() {
        Scope outer = a.makeCurrent();
        Scope inner = b.makeCurrent();
        outer.close();
        assertThat(CapturedHeaders.current()).isSameAs(b);
        inner.close();
        assertThat(CapturedHeaders.current().isEmpty()).isTrue();
        assertThat(events).containsExactly(PropagationEvent.SCOPE_CLOSED_OUT_OF_ORDER);
    }

    @Test
    void closingOnAnotherThreadEndsTheScopeOnItsOwnAndIsReported() throws Exception {
        Scope scope = a.makeCurrent();
        onAnotherThread(() -> {
            try (Scope own = b.makeCurrent()) {
                scope.close();
                assertThat(CapturedHeaders.current()).isSameAs(b);
            }
        });
        assertThat(CapturedHeaders.current().isEmpty()).isTrue();
        assertThat(events).containsExactly(PropagationEvent.SCOPE_CLOSED_ON_OTHER_THREAD);
    }

    @Test
    void anExpiredScopeIsCurrentNowhereAndIsNoMistake() throws Exception {
        Scope outer = a.makeCurrent();
        Scope scope = b.makeCurrent();
        onAnotherThread(scope::expire);
        assertThat(CapturedHeaders.current()).isSameAs(a);
        scope.close();
        assertThat(CapturedHeaders.current()).isSameAs(a);
        outer.close();
        assertThat(events).isEmpty();
    }

    @Test
    void anExpiredScopeUnderAnOpenOneIsPassedOver() {
        Scope outer = a.makeCurrent();
        try (Scope inner = b.makeCurrent()) {
            outer.expire();
            assertThat(CapturedHeaders.current()).isSameAs(b);
        }
        assertThat(CapturedHeaders.current().isEmpty()).isTrue();
        assertThat(events).isEmpty();
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
    void scopesClosedHandOverHandDoNotPileUp() {
        Scope previous = a.makeCurrent();
        WeakReference<Scope> early = null;
        for (int i = 0; i < 1000; i++) {
            Scope next = b.makeCurrent();
            previous.close();
            previous = next;
            if (i == 500) {
                early = new WeakReference<>(next);
            }
        }
        for (int i = 0; i < 50 && early.get() != null; i++) {
            System.gc();
        }
        assertThat(early.get()).isNull();
        previous.close();
    }

    private static void onAnotherThread(Runnable task) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            thread.submit(task).get();
        } finally {
            thread.shutdown();
        }
    }
}
