// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.contract.InboundContract;
import io.headerhop.contract.InboundContract.RunningServer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The answer fails in the middle, or two threads answer one request because its method hands it over and then throws.
 */
public interface FailingAnswerContract extends ResumingContract {
    @ParameterizedTest
    @EnumSource(names = {"FAILING", "FAILING_LATE"})
    default void theVeryNextTaskHasWhatTheThreadHadBeforeAlsoWhereTheAnswerFails(Answer answer) throws Exception {
        assertNothingIsLeftBy(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"answered-before", "answered-after", "answered-meanwhile"})
    default void aMethodThatThrowsAfterItHasHandedItsRequestOverLeavesNothing(String order) throws Exception {
        ServerNotes notes = new ServerNotes();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        Resuming resource = new Resuming(notes, pool);
        try (RunningServer server = start(1, new SmallApplication(resource))) {
            for (int i = 0; i < 30; i++) {
                JaxrsServerContract.getWhateverComes(server, "/thrown/" + order);
                resource.answered.countDown();
                assertThat(resource.seen.poll(20, TimeUnit.SECONDS)).isEqualTo("none");
                assertThat(InboundContract.currentOn(pool)).isSameAs(CapturedHeaders.none());
                assertThat(InboundContract.currentOn(server.workers())).isSameAs(CapturedHeaders.none());
            }
        } finally {
            resource.answered.countDown();
            pool.shutdownNow();
        }
    }
}
