// SPDX-License-Identifier: Apache-2.0
package io.headerhop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AskedFrameworkTest {
    private static final CapturedHeaders REQUEST = HeaderPropagation.istio().capture(Map.of("x-request-id", "1"));
    private static final CapturedHeaders OTHER = HeaderPropagation.istio().capture(Map.of("x-request-id", "2"));

    @AfterEach
    void askNobody() {
        Adapters.askFramework(null);
    }

    @Test
    void whatTheFrameworkSaysIsCurrentWhereNoScopeIsOpen() {
        assertThat(CapturedHeaders.current()).isSameAs(CapturedHeaders.none());
        Adapters.askFramework(() -> REQUEST);
        assertThat(CapturedHeaders.current()).isSameAs(REQUEST);
        try (Scope scope = OTHER.makeCurrent()) {
            assertThat(CapturedHeaders.current()).isSameAs(OTHER);
        }
        assertThat(CapturedHeaders.current()).isSameAs(REQUEST);
    }

    @Test
    void inAScopeOfNothingTheFrameworkIsNotAsked() {
        Adapters.askFramework(() -> REQUEST);
        try (Scope scope = CapturedHeaders.none().makeCurrent()) {
            assertThat(CapturedHeaders.current()).isSameAs(CapturedHeaders.none());
        }
        CapturedHeaders.none()
                .wrap(() -> assertThat(CapturedHeaders.current()).isSameAs(CapturedHeaders.none()))
                .run();
        OTHER.wrap(() -> assertThat(CapturedHeaders.current()).isSameAs(OTHER)).run();
    }

    @Test
    void aTaskIsHandedWhatTheFrameworkSaysWhereItIsSubmitted() {
        Adapters.askFramework(() -> REQUEST);
        CapturedHeaders[] found = new CapturedHeaders[1];
        CapturedHeaders.propagating((Runnable task) -> {
                    Adapters.askFramework(() -> OTHER);
                    task.run();
                })
                .execute(() -> found[0] = CapturedHeaders.current());
        assertThat(found[0]).isSameAs(REQUEST);
    }

    @Test
    @SuppressWarnings("NullAway")
    void aFrameworkThatFailsOrHasNoAnswerIsOneThatKnowsOfNoRequest() {
        long before = PropagationEvent.USER_CODE_FAILED.count();
        Adapters.askFramework(() -> {
            throw new UnsupportedOperationException("on purpose");
        });
        assertThat(CapturedHeaders.current()).isSameAs(CapturedHeaders.none());
        Adapters.askFramework(() -> null);
        assertThat(CapturedHeaders.current()).isSameAs(CapturedHeaders.none());
        assertThat(PropagationEvent.USER_CODE_FAILED.count() - before).isEqualTo(2);
    }
}
