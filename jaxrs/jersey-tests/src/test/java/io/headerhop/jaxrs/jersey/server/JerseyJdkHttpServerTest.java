// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.jersey.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.headerhop.contract.InboundContract;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import io.headerhop.jaxrs.contract.JaxrsServerContract;
import io.headerhop.jaxrs.contract.ServerApplication;
import io.headerhop.jaxrs.contract.ServerNotes;
import io.headerhop.jaxrs.contract.StatusPageContract;
import jakarta.ws.rs.core.Application;
import java.net.URI;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JerseyJdkHttpServerTest implements JaxrsServerContract, StatusPageContract {
    @Override
    public RunningServer start(int workers, Application application) {
        HttpServer server = JdkHttpServerFactory.createHttpServer(
                URI.create("http://127.0.0.1:0/"), ResourceConfig.forApplication(application), false);
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        server.setExecutor(pool);
        server.start();
        return new RunningServer() {
            @Override
            public URI uri() {
                return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/handle");
            }

            @Override
            public Executor workers() {
                return pool;
            }

            @Override
            public void close() {
                server.stop(0);
                pool.shutdownNow();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"/suspended", "/stage"})
    void aRequestThatThisServerCannotSuspendFailsAndLeavesNothing(String path) throws Exception {
        try (RunningServer server =
                start(1, new ServerApplication(new HeaderPropagationServerFeature(RULES), new ServerNotes()))) {
            assertThat(JaxrsServerContract.get(server, path).status()).isEqualTo(500);
            assertThat(InboundContract.currentOn(server.workers()).isEmpty()).isTrue();
        }
    }
}
