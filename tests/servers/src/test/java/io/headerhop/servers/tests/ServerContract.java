// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is carried on every server. */
interface ServerContract {
    String RIGHT = "{right=200, without=100}";

    Requests requests();

    @ParameterizedTest
    @ValueSource(strings = {"/current", "/sync", "/wrapped", "/wrapped/stage"})
    default void eachOfManyRequestsAtOnceIsCarried(String path) throws Exception {
        assertThat(requests().sendTo(path)).isEqualTo(RIGHT);
    }

    /** By the server's managed executor, or an executor of the application's own that hands over. */
    interface WithExecutor extends ServerContract {
        @ParameterizedTest
        @ValueSource(strings = {"/managed", "/stage", "/managed/rx"})
        default void eachTaskOfAnExecutorIsCarried(String path) throws Exception {
            assertThat(requests().sendTo(path)).isEqualTo(RIGHT);
        }
    }

    /** By a managed executor of Jakarta Concurrency whose context the application defines. */
    interface WithDefinedExecutor extends ServerContract {
        @ParameterizedTest
        @ValueSource(strings = {"/defined", "/defined/stage"})
        default void eachTaskOfADefinedExecutorIsCarried(String path) throws Exception {
            assertThat(requests().sendTo(path)).isEqualTo(RIGHT);
        }
    }

    /** By Jakarta Concurrency: recurring tasks, and the threads of a pool. */
    interface WithWorkThatOutlivesRequests extends ServerContract {
        @ParameterizedTest
        @ValueSource(strings = {"/lasting/rate", "/lasting/delay", "/lasting/factory"})
        default void whatGoesOnWhenTheRequestIsOverHasNothing(String path) throws Exception {
            assertThat(requests().sendTo(path)).isEqualTo("{missing=200, without=100}");
        }
    }

    /** Without an executor of the application's. */
    interface WithAsynchronousClient extends ServerContract {
        @ParameterizedTest
        @ValueSource(strings = {"/async", "/rx"})
        default void eachAsynchronousCallIsCarried(String path) throws Exception {
            assertThat(requests().sendTo(path)).isEqualTo(RIGHT);
        }
    }

    /** With one. */
    interface WithExecutorOfClient extends ServerContract {
        @ParameterizedTest
        @ValueSource(strings = {"/pooled/async", "/pooled/rx"})
        default void aClientThatIsGivenAnExecutorCarries(String path) throws Exception {
            assertThat(requests().sendTo(path)).isEqualTo(RIGHT);
        }
    }

    /** Where it is one of the classes of the application, whether the server finds them or they are listed. */
    interface WithStatusPage extends ServerContract {
        @Test
        default void theStatusPageIsThereForWhoeverMaySeeIt() throws Exception {
            assertThat(requests().statusPage("secret")).isEqualTo("200 the page");
            assertThat(requests().statusPage("guessed")).isEqualTo("404");
        }
    }

    interface WithMicroProfileClient extends ServerContract {
        @ParameterizedTest
        @ValueSource(strings = {"/microprofile/sync", "/microprofile/stage"})
        default void eachCallOfAMicroProfileClientIsCarried(String path) throws Exception {
            assertThat(requests().sendTo(path)).isEqualTo(RIGHT);
        }
    }

    /**
     * Where each task of the executor is preceded by a look at its thread: a plain task, since what depends on a stage
     * may also run on the thread of the request.
     */
    interface WithLooksBeforeTasks extends ServerContract {
        @ParameterizedTest
        @ValueSource(strings = {"/managed", "/stage", "/managed/rx", "/wrapped"})
        default void theNextTaskOnEachThreadOfTheExecutorFindsNothing(String path) throws Exception {
            requests().sendTo(path);
            requests().get("/threads");
            requests().sendTo("/managed");
            assertThat(requests().get("/threads")).containsPattern("task=\\{nothing=[3-9]\\d\\d\\}");
        }
    }

    /** Where each request is preceded by a look at its thread. */
    interface WithLooksBeforeRequests extends ServerContract {
        @ParameterizedTest
        @ValueSource(strings = {"/current", "/sync", "/rx", "/managed", "/stage", "/wrapped"})
        default void theNextRequestOnEachThreadFindsNothing(String path) throws Exception {
            requests().get("/threads");
            requests().sendTo(path);
            assertThat(requests().get("/threads")).containsPattern("request=\\{nothing=[3-9]\\d\\d\\}");
        }
    }

    /** Where tasks can be submitted that nothing is handed over to, on the very threads that serve requests. */
    interface WithRawThreads extends ServerContract {
        @ParameterizedTest
        @ValueSource(strings = {"/current", "/async", "/rx", "/managed", "/stage"})
        default void theNextTaskOnEachThreadFindsNothing(String path) throws Exception {
            for (int i = 0; i < 5; i++) {
                requests().status(path);
                assertThat(requests().get("/threads/raw")).isEqualTo("nothing");
            }
            requests().sendTo(path);
            assertThat(requests().get("/threads/raw")).isEqualTo("nothing");
        }
    }
}
