// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerStretchTest {
    private final CapturedHeaders headers = Headers.ofRequest(1);
    private final ServerStretch stretch = new ServerStretch(headers);
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final ExecutorService another = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        thread.shutdownNow();
        another.shutdownNow();
    }

    @Test
    void givesBackWhatWasCurrentBeforeHoweverOftenItBeginsAndEnds() {
        CapturedHeaders own = Headers.ofRequest(2);
        try (Scope scope = own.makeCurrent()) {
            stretch.begin();
            stretch.begin();
            assertThat(CapturedHeaders.current()).isSameAs(headers);
            stretch.end();
            stretch.end();
            assertThat(CapturedHeaders.current()).isSameAs(own);
        }
    }

    @Test
    void endsOnWhicheverThread() throws Exception {
        thread.submit(stretch::begin).get();
        assertThat(thread.submit(CapturedHeaders::current).get()).isSameAs(headers);
        another.submit(stretch::end).get();
        assertThat(thread.submit(CapturedHeaders::current).get()).isSameAs(CapturedHeaders.none());
    }

    @Test
    void isOnOneThreadAtATime() throws Exception {
        thread.submit(stretch::begin).get();
        another.submit(stretch::begin).get();
        assertThat(thread.submit(CapturedHeaders::current).get()).isSameAs(CapturedHeaders.none());
        assertThat(another.submit(CapturedHeaders::current).get()).isSameAs(headers);
        assertThat(another.submit(stretch::isHere).get()).isTrue();
    }
}
