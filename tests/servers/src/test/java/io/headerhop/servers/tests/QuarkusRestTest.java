// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuarkusRestTest
        implements ServerContract.WithAsynchronousClient,
                ServerContract.WithExecutor,
                ServerContract.WithExecutorOfClient,
                ServerContract.WithMicroProfileClient,
                ServerContract.WithStatusPage,
                ServerContract.WithRawThreads {
    private static ServerProcess server;
    private static Requests requests;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.start(
                Path.of("quarkus-rest", "target", "quarkus-app"),
                Path.of("target", "quarkus-rest.log"),
                List.of(ServerProcess.java(), "-Xmx256m", "-jar", "quarkus-run.jar"));
        requests = new Requests(server.awaitInLog("Listening on: (http://[0-9.]+:\\d+)"));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Override
    public Requests requests() {
        return requests;
    }

    /** Which are not Quarkus REST's. */
    @ParameterizedTest
    @ValueSource(strings = {"/route", "/route/blocking", "/route/later"})
    void eachRequestToARouteIsCarried(String path) throws Exception {
        assertThat(requests.sendTo(path)).isEqualTo(RIGHT);
    }

    /** Timers, and callbacks of clients that were opened when the application started. */
    @ParameterizedTest
    @ValueSource(strings = {"/threads/loop", "/threads/loop/task"})
    void anEventLoopFindsNothingOutsideOfRequests(String path) throws Exception {
        assertThat(requests.sendTo(path)).isEqualTo("{missing=200, without=100}");
    }

    /** What is written for the poller finds the poller's own, and the one that resumes it keeps its own. */
    @ParameterizedTest
    @ValueSource(strings = {"worker", "loop", "managed", "plain", "root"})
    void aRequestThatAnotherOneResumesFindsItsOwn(String how) throws Exception {
        ExecutorService pollers = Executors.newSingleThreadExecutor();
        try {
            for (String id : List.of("poller", "nothing")) {
                Future<String> answer = pollers.submit(() -> requests.get("/poll", id));
                requests.get("/poll/await");
                assertThat(requests.get("/poll/wake/" + how, "waker")).isEqualTo("waker");
                assertThat(answer.get()).isEqualTo(id);
            }
        } finally {
            pollers.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"timer", "scheduler"})
    void recurringWorkThatARequestStartedFindsNothingWhenItIsOver(String what) throws Exception {
        assertThat(requests.get("/recurring/" + what, "id")).isEqualTo("started");
        assertThat(requests.get("/recurring/found")).isEqualTo("nothing");
    }

    @Test
    void theApplicationsOwnRulesAreUsed() {
        assertThat(server.messages()).containsPattern("Headerhop captures by the Quarkus filter: .*x-canary");
    }
}
