// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.servlet.HeaderPropagationFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Open Liberty with the filter, which the jar brings along, and MicroProfile Context Propagation. */
class LibertyTest
        implements ServerContract.WithExecutor,
                ServerContract.WithExecutorOfClient,
                ServerContract.WithMicroProfileClient,
                ServerContract.WithStatusPage,
                ServerContract.WithLooksBeforeTasks,
                ServerContract.WithLooksBeforeRequests {
    private static ServerProcess server;
    private static Requests requests;

    @BeforeAll
    static void start() throws Exception {
        int port = Ports.free();
        server = Liberty.start("filter", new War().without("ee").with(HeaderPropagationFilter.class), port);

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

    /** Its clients' default executor cannot be reached: RESTEasy's classes are hidden. The log says what to write. */
    @ParameterizedTest
    @ValueSource(strings = {"/async", "/rx"})
    void aClientWithoutAnExecutorCarriesNothingAndNothingForeign(String path) throws Exception {
        assertThat(requests.sendTo(path)).isEqualTo("{missing=200, without=100}");
        assertThat(server.messages()).contains("ClientBuilder.executorService(CapturedHeaders.propagating(pool))");
    }
}
