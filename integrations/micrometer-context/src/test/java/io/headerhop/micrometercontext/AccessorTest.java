// SPDX-License-Identifier: Apache-2.0
package io.headerhop.micrometercontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.Adapters;
import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.spi.InboundScope;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is current before, during and after the scope of a snapshot. */
class AccessorTest {
    private final ContextSnapshotFactory snapshots =
            ContextSnapshotFactory.builder().clearMissing(true).build();
    private final HeaderPropagationThreadLocalAccessor accessor = new HeaderPropagationThreadLocalAccessor();

    @AfterEach
    void nothingIsLeftOnThisThread() {
        assertThat(CapturedHeaders.current()).isSameAs(CapturedHeaders.none());
    }

    @Test
    void itIsFoundWithoutALineOfCode() {
        assertThat(ContextRegistry.getInstance().getThreadLocalAccessors())
                .filteredOn(each -> each instanceof HeaderPropagationThreadLocalAccessor)
                .singleElement()
                .satisfies(each -> assertThat(each.key()).isEqualTo("headerhop.headers"));
    }

    @Test
    void aSnapshotCarriesWhatIsCurrentAndPutsBackWhatWas() {
        ContextSnapshot snapshot = snapshotOf("inner");
        try (Scope outer = TestHeaders.of("outer").makeCurrent()) {
            try (ContextSnapshot.Scope scope = snapshot.setThreadLocals()) {
                assertThat(TestHeaders.current()).isEqualTo("inner");
            }
            assertThat(TestHeaders.current()).isEqualTo("outer");
        }
    }

    @Test
    void outsideOfARequestThereIsNothingToCarry() {
        assertThat(accessor.getValue()).isNull();
        try (Scope scope = CapturedHeaders.none().makeCurrent()) {
            assertThat(accessor.getValue()).isNull();
        }
    }

    @Test
    void aSnapshotOfNothingMakesNothingCurrent() {
        ContextSnapshot nothing = snapshots.captureAll();
        try (Scope outer = TestHeaders.of("outer").makeCurrent()) {
            try (ContextSnapshot.Scope scope = nothing.setThreadLocals()) {
                assertThat(TestHeaders.current()).isEqualTo(TestHeaders.NOTHING);
            }
            assertThat(TestHeaders.current()).isEqualTo("outer");
        }
    }

    /** Its rules are carried as well, and what is left on the other thread does not show through. */
    @Test
    void aRequestWithoutHeadersIsCarriedAsWhatItIs() {
        ContextSnapshotFactory notClearing = ContextSnapshotFactory.builder().build();
        CapturedHeaders empty = TestHeaders.of(TestHeaders.NOTHING);
        ContextSnapshot snapshot;
        try (Scope scope = empty.makeCurrent()) {
            snapshot = notClearing.captureAll();
        }
        try (Scope outer = TestHeaders.of("outer").makeCurrent()) {
            try (ContextSnapshot.Scope scope = snapshot.setThreadLocals()) {
                assertThat(CapturedHeaders.current()).isSameAs(empty);
            }
            assertThat(TestHeaders.current()).isEqualTo("outer");
        }
    }

    @Test
    void snapshotsInsideOneAnotherAndInsideScopesEndInReverseOrder() {
        ContextSnapshot nothing = snapshots.captureAll();
        try (ContextSnapshot.Scope first = snapshotOf("first").setThreadLocals()) {
            try (Scope own = TestHeaders.of("own").makeCurrent()) {
                try (ContextSnapshot.Scope second = snapshotOf("second").setThreadLocals();
                        ContextSnapshot.Scope cleared = nothing.setThreadLocals();
                        ContextSnapshot.Scope third = snapshotOf("third").setThreadLocals()) {
                    assertThat(TestHeaders.current()).isEqualTo("third");
                }
                assertThat(TestHeaders.current()).isEqualTo("own");
            }
            assertThat(TestHeaders.current()).isEqualTo("first");
        }
    }

    @Test
    void theSameHeadersAgainEndOneByOne() {
        ContextSnapshot snapshot = snapshotOf("same");
        try (ContextSnapshot.Scope first = snapshot.setThreadLocals()) {
            try (ContextSnapshot.Scope second = snapshot.setThreadLocals()) {
                assertThat(TestHeaders.current()).isEqualTo("same");
            }
            assertThat(TestHeaders.current()).isEqualTo("same");
        }
    }

    @Test
    void anExceptionRestoresToo() {
        ContextSnapshot snapshot = snapshotOf("failing");
        Runnable failing = () -> {
            throw new IllegalStateException(TestHeaders.current());
        };
        assertThatThrownBy(() -> snapshot.wrap(failing).run()).hasMessage("failing");
    }

    @Test
    void whatWasOpenedInsideAndForgottenEndsWithIt() {
        try (ContextSnapshot.Scope scope = snapshotOf("first").setThreadLocals()) {
            TestHeaders.of("forgotten").makeCurrent();
            snapshotOf("forgotten, too").setThreadLocals();
        }
        assertThat(TestHeaders.current()).isEqualTo(TestHeaders.NOTHING);
    }

    @Test
    void aForgottenOneThatHasEndedIsNotTakenForTheOneAround() {
        CapturedHeaders outer = TestHeaders.of("outer");
        try (Scope request = outer.makeCurrent()) {
            try (ContextSnapshot.Scope scope = snapshotOf("inner").setThreadLocals()) {
                try (Scope same = outer.makeCurrent()) {
                    snapshotOf("forgotten").setThreadLocals();
                }
                assertThat(TestHeaders.current()).isEqualTo("inner");
            }
            assertThat(TestHeaders.current()).isEqualTo("outer");
        }
    }

    /** Put back as a value, the headers of a finished request would stay on the thread for ever. */
    @Test
    void headersWhoseRequestHasEndedMeanwhileDoNotComeBack() throws Exception {
        InboundScope request = Adapters.makeCurrent(TestHeaders.of("ended"));
        try (ContextSnapshot.Scope scope = snapshotOf("inner").setThreadLocals()) {
            onAnotherThread(request::expire);
            assertThat(TestHeaders.current()).isEqualTo("inner");
        }
        assertThat(TestHeaders.current()).isEqualTo(TestHeaders.NOTHING);
    }

    @Test
    void aRequestThatEndsBetweenTheTwoStepsOfSettingLeavesNothing() throws Exception {
        InboundScope request = Adapters.makeCurrent(TestHeaders.of("ended"));
        CapturedHeaders previous = accessor.getValue();
        onAnotherThread(request::expire);
        accessor.setValue(TestHeaders.of("inner"));
        assertThat(TestHeaders.current()).isEqualTo("inner");
        accessor.restore(previous);
        assertThat(TestHeaders.current()).isEqualTo(TestHeaders.NOTHING);
    }

    @Test
    void restoringWhatWasNotSetHereChangesNothing() {
        try (Scope scope = TestHeaders.of("own").makeCurrent()) {
            accessor.restore(TestHeaders.of("another"));
            accessor.restore();
            assertThat(TestHeaders.current()).isEqualTo("own");
        }
    }

    @Test
    void anExecutorThatTakesSnapshotsCarriesTheSubmittersHeaders() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try {
            ExecutorService carrying = ContextExecutorService.wrap(pool, () -> snapshots.captureAll());
            Future<String> seen;
            try (Scope scope = TestHeaders.of("submitter").makeCurrent()) {
                seen = carrying.submit(TestHeaders::current);
            }
            assertThat(seen.get()).isEqualTo("submitter");
            assertThat(pool.submit(TestHeaders::current).get()).isEqualTo(TestHeaders.NOTHING);
        } finally {
            pool.shutdownNow();
        }
    }

    private ContextSnapshot snapshotOf(String id) {
        try (Scope scope = TestHeaders.of(id).makeCurrent()) {
            return snapshots.captureAll();
        }
    }

    private static void onAnotherThread(Runnable task) throws InterruptedException {
        Thread thread = new Thread(task);
        thread.start();
        thread.join();
    }

    /** Each request of a pool's thread forgets one; the thread must not keep them all. */
    @Test
    void forgottenOnesThatEndedWithTheirRequestDoNotPileUp() {
        List<WeakReference<CapturedHeaders>> forgotten = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            try (Scope request = TestHeaders.of("request-" + i).makeCurrent()) {
                forgotten.add(forget("forgotten-" + i));
            }
        }
        for (int i = 0; i < 50 && left(forgotten) > 1; i++) {
            System.gc();
        }
        // The last one is passed over when the next is set.
        assertThat(left(forgotten)).isLessThanOrEqualTo(1);
    }

    private static long left(List<WeakReference<CapturedHeaders>> forgotten) {
        return forgotten.stream().filter(one -> one.get() != null).count();
    }

    private WeakReference<CapturedHeaders> forget(String id) {
        CapturedHeaders headers = TestHeaders.of(id);
        accessor.setValue(headers);
        return new WeakReference<>(headers);
    }
}
