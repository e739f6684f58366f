package io.headerhop.jaxrs.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.contract.InboundContract;
import io.headerhop.contract.InboundContract.RunningServer;
import jakarta.ws.rs.core.Application;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A method that hands its request to another thread, and then throws: two threads answer one request. */
public interface HandedOverAndThrownContract {
    /** Starts a server on loopback, with the application at its root, that serves requests on this many threads. */
    RunningServer start(int workers, Application application) throws Exception;

    @ParameterizedTest
    @ValueSource(strings = {"answered-before", "answered-after", "answered-meanwhile"})
    default void aMethodThatThrowsAfterItHasHandedItsRequestOverLeavesNothing(String order) throws Exception {
        ServerNotes notes = new ServerNotes();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        ResumingContract.Resuming resource = new ResumingContract.Resuming(notes, pool);
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
