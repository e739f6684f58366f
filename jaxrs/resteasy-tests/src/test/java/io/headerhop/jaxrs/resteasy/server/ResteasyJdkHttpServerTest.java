// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.headerhop.contract.InboundContract;
import io.headerhop.contract.RawHttp;
import io.headerhop.jaxrs.HeaderPropagationServerFeature;
import io.headerhop.jaxrs.contract.JaxrsServerContract;
import io.headerhop.jaxrs.contract.ServerApplication;
import io.headerhop.jaxrs.contract.ServerNotes;
import io.headerhop.jaxrs.contract.StatusPageContract;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Application;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.plugins.server.sun.http.HttpContextBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResteasyJdkHttpServerTest implements JaxrsServerContract, StatusPageContract {
    @Override
    public RunningServer start(int workers, Application application) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        HttpContextBuilder resteasy = new HttpContextBuilder();
        resteasy.getDeployment().setApplication(application);
        resteasy.bind(server);
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
                resteasy.cleanup();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"/suspended", "/stage", "/suspended/resumed", "/stage/done"})
    void aRequestThatThisServerCannotSuspendLeavesNothing(String path) throws Exception {
        leavesNothing(path);
    }

    @Test
    void aMethodWhoseRequestAnotherThreadResumesLosesTheHeadersAndLeavesNothing() throws Exception {
        ServerNotes notes = new ServerNotes();
        ExecutorService others = Executors.newSingleThreadExecutor();
        try (RunningServer server = start(1, new ServerApplication(new HeaderPropagationServerFeature(RULES), notes));
                RawHttp connection = RawHttp.connect(server.uri())) {
            connection.send("GET", "/suspended/working", "x-request-id: " + ID, "Connection: close");
            AsyncResponse response = notes.suspended(AsyncResponse.class);
            others.submit(() -> response.resume(ServerApplication.done())).get(20, TimeUnit.SECONDS);
            notes.at("resumed");
            notes.await("after somebody resumed");
            assertThat(notes.places()).containsEntry("after somebody resumed", "none");
            assertThat(InboundContract.currentOn(server.workers()).isEmpty()).isTrue();
            assertThat(InboundContract.currentOn(others).isEmpty()).isTrue();
        } finally {
            others.shutdownNow();
        }
    }
}
