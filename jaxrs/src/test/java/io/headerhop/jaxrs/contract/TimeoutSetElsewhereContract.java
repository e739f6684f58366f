// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.contract.InboundContract;
import io.headerhop.contract.InboundContract.RunningServer;
import io.headerhop.jaxrs.contract.JaxrsAsyncServerContract.Callbacks;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** For servers that let the application's own threads set a request's timeout. */
public interface TimeoutSetElsewhereContract extends ResumingContract {
    @Test
    default void aTimeoutHandlerHasTheHeadersAlsoWhereAnotherThreadSetsTheTimeout() throws Exception {
        ServerNotes notes = new ServerNotes();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (RunningServer server = start(1, new SmallApplication(new Callbacks(notes, pool)))) {
            assertThat(JaxrsServerContract.get(server, "/timeout-set-by-another/late")
                            .body())
                    .isEqualTo("done");
            assertThat(InboundContract.currentOn(server.workers())).isSameAs(CapturedHeaders.none());
            assertThat(InboundContract.currentOn(pool)).isSameAs(CapturedHeaders.none());
        } finally {
            pool.shutdownNow();
        }
        assertThat(notes.places()).containsEntry("late", JaxrsServerContract.ID);
    }
}
