// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.servers.tests.war.lost.FirstContext;
import io.headerhop.servers.tests.war.lost.Meanwhile;
import io.headerhop.servers.tests.war.lost.OwnContext;
import io.headerhop.servers.tests.war.lost.SecondContext;
import io.headerhop.servers.tests.war.lost.Submit;
import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import org.junit.jupiter.api.Test;

/**
 * Why {@link PayaraTest} does not demand of each task of a managed executor that it is carried. There is nothing of
 * Headerhop's in this application, and nothing is left to chance.
 *
 * <p>All threads that submit to one executor share a field, in which Payara's ContextSetupProviderImpl looks up the
 * providers of contexts: each submission puts an empty map there and then fills it. A thread that looks into it
 * meanwhile finds nothing.
 */
class PayaraLosesContextTest {
    /** If this fails, Payara has been mended: then PayaraTest can implement {@link ServerContract.WithExecutor}. */
    @Test
    void aTaskLosesAContextIfAnotherThreadSubmitsMeanwhile() throws Exception {
        int port = Ports.free();
        War war = War.empty()
                .withClass(Submit.class)
                .withClass(Meanwhile.class)
                .withClass(OwnContext.class)
                .withService(ThreadContextProvider.class, FirstContext.class)
                .withService(ThreadContextProvider.class, SecondContext.class);
        try (ServerProcess server = Payara.start("loses-context", war, port)) {
            Requests requests = new Requests("http://127.0.0.1:" + port);
            assertThat(requests.get("/submit")).as(server.messages()).isEqualTo("First and Second");
            assertThat(requests.get("/submit/meanwhile")).isIn("First", "Second");
            assertThat(requests.get("/submit")).isEqualTo("First and Second");
        }
    }
}
