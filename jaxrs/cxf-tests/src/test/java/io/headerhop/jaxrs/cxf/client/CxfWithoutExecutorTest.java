// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.cxf.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Downstream;
import io.headerhop.contract.Headers;
import io.headerhop.contract.OutboundCall;
import io.headerhop.jaxrs.contract.AsyncExecutor;
import io.headerhop.jaxrs.contract.ClientMatrix;
import io.headerhop.jaxrs.contract.WayToInvoke;
import jakarta.ws.rs.client.InvocationCallback;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** An inherent limit: CXF then uses threads of its own, to which headers cannot be handed over. */
class CxfWithoutExecutorTest {
    private static final Downstream DOWNSTREAM = Downstream.instance();

    private final String path = DOWNSTREAM.path("no-executor");

    @Test
    void rxCarriesNothingAndThatIsSaid() throws Exception {
        Logger logger = Logger.getLogger("io.headerhop");
        LastWarning log = new LastWarning();
        logger.addHandler(log);
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            WayToInvoke.RX
                    .prepare(ClientMatrix.client(AsyncExecutor.DEFAULT), OutboundCall.get(DOWNSTREAM.uri(path)))
                    .send();
        } finally {
            logger.removeHandler(log);
        }
        assertThat(DOWNSTREAM.receivedOnce(path)).doesNotContainKeys(Headers.carriedNames());
        assertThat(log.message)
                .startsWith("rx() of a CXF client that has no executor carries nothing")
                .contains("ClientBuilder.executorService(CapturedHeaders.propagating(pool))");
    }

    @Test
    void callbacksSeeNothing() throws Exception {
        CompletableFuture<CapturedHeaders> seen = new CompletableFuture<>();
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            ClientMatrix.client(AsyncExecutor.DEFAULT)
                    .target(DOWNSTREAM.uri(path))
                    .request()
                    .async()
                    .get(new InvocationCallback<Response>() {
                        @Override
                        public void completed(Response response) {
                            seen.complete(CapturedHeaders.current());
                        }

                        @Override
                        public void failed(Throwable failure) {
                            seen.completeExceptionally(failure);
                        }
                    });
        }
        assertThat(seen.get(20, TimeUnit.SECONDS).isEmpty()).isTrue();
        assertThat(DOWNSTREAM.receivedOnce(path)).containsEntry("x-request-id", Headers.requestId(1));
    }

    private static final class LastWarning extends Handler {
        private volatile String message = "";

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel() == Level.WARNING && entry.getMessage().startsWith("rx()")) {
                message = entry.getMessage();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
