package io.headerhop.jaxrs.resteasy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.contract.Headers;
import io.headerhop.jaxrs.contract.JaxrsAsyncServerContract;
import io.headerhop.jaxrs.contract.JaxrsEventServerContract;
import jakarta.ws.rs.core.Application;
import org.junit.jupiter.api.Test;

class ResteasyUndertowServerTest implements JaxrsAsyncServerContract, JaxrsEventServerContract {
    @Override
    public RunningServer start(int workers, Application application) throws Exception {
        return UndertowServer.start(workers, application);
    }

    /** RESTEasy calls nothing of ours between the failure and the exception mapper. */
    @Test
    void aStageThatFailsLaterIsMappedWithTheHeadersOfTheThreadThatLetItFail() throws Exception {
        assertThat(failLater().places()).containsEntry("exception mapper", Headers.requestId(2));
    }
}
