// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.servers.tests.war.Definitions;
import io.headerhop.servlet.HeaderPropagationFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payara Micro with the filter, which the jar brings along. */
class PayaraTest
        implements ServerContract.WithAsynchronousClient,
                ServerContract.WithExecutorOfClient,
                ServerContract.WithMicroProfileClient,
                ServerContract.WithStatusPage,
                ServerContract.WithWorkThatOutlivesRequests,
                ServerContract.WithLooksBeforeRequests {
    private static ServerProcess server;
    private static Requests requests;

    @BeforeAll
    static void start() throws Exception {
        int port = Ports.free();
        server = Payara.start(
                "filter",
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

    @ParameterizedTest
    @ValueSource(strings = {"/managed", "/stage", "/managed/rx", "/defined", "/defined/stage"})
    void eachTaskOfTheManagedExecutorIsCarriedIfOneIsSubmittedAtATime(String path) throws Exception {
        assertThat(requests.sendOneByOneTo(path)).isEqualTo(RIGHT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/managed", "/stage"})
    void theNextTaskOnEachThreadOfTheManagedExecutorFindsNothing(String path) throws Exception {
        requests.sendTo(path);
        requests.get("/threads");
        requests.sendOneByOneTo("/managed");
        assertThat(requests.get("/threads")).containsPattern("task=\\{nothing=300\\}");
    }

    /**
     * Payara's fault, which {@link PayaraLosesContextTest} shows without Headerhop: where several threads submit at
     * once, a task may have nothing. It never has anything foreign; and a wrapped task has its own, as on any server.
     */
    @ParameterizedTest
    @ValueSource(strings = {"/managed", "/stage", "/managed/rx"})
    void aTaskOfTheManagedExecutorHasItsOwnOrNothingIfSeveralAreSubmittedAtOnce(String path) throws Exception {
        assertThat(requests.sendTo(path)).matches("\\{(missing=\\d+, )?(right=\\d+, )?without=100\\}");
    }
}
