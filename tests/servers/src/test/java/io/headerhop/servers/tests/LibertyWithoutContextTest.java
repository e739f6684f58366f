// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.microprofile.HeaderPropagationClientHeadersFactory;
import io.headerhop.servlet.HeaderPropagationFilter;
import org.junit.jupiter.api.Test;

/** What headerhop-microprofile is for: without it, tasks of a managed executor have nothing. */
class LibertyWithoutContextTest {
    @Test
    void tasksHaveNothing() throws Exception {
        int port = Ports.free();
        War war = new War()
                .without("ee")
                .without("client")
                .with(HeaderPropagationFilter.class)
                .withoutJar(HeaderPropagationClientHeadersFactory.class);
        try (ServerProcess server = Liberty.start("without-context", war, port)) {
            Requests requests = new Requests("http://127.0.0.1:" + port);
            assertThat(requests.sendTo("/sync")).isEqualTo(ServerContract.RIGHT);
            assertThat(requests.sendTo("/managed")).isEqualTo("{missing=200, without=100}");
            assertThat(requests.sendTo("/stage")).isEqualTo("{missing=200, without=100}");
        }
    }
}
