// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.servers.tests.war.Definitions;
import io.headerhop.servlet.HeaderPropagationFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Open Liberty with the filter and Jakarta Concurrency. */
class LibertyJakartaTest
        implements ServerContract.WithDefinedExecutor,
                ServerContract.WithWorkThatOutlivesRequests,
                ServerContract.WithLooksBeforeRequests {
    private static ServerProcess server;
    private static Requests requests;

    @BeforeAll
    static void start() throws Exception {
        int port = Ports.free();
        server = Liberty.start(
                "jakarta",
                new War().without("mp").with(HeaderPropagationFilter.class).withClass(Definitions.class),
                port);

        requests = new Requests("http://127.0.0.1:" + port);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Override
    public Requests requests() {
        return requests;
    }

    /** Its context service propagates types of Liberty's own and no others. */
    @ParameterizedTest
    @ValueSource(strings = {"/managed", "/stage"})
    void theDefaultExecutorHandsOverNothingAndNothingForeign(String path) throws Exception {
        assertThat(requests.sendTo(path)).isEqualTo("{missing=200, without=100}");
    }
}
