// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servers.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is carried on every server. */
interface ServerContract {
    String RIGHT = "{right=200, without=100}";

    Requests requests();

    @ParameterizedTest
    @ValueSource(strings = {"/current", "/sync", "/managed", "/stage"})
    default void eachOfManyRequestsAtOnceIsCarried(String path) throws Exception {
        assertThat(requests().sendTo(path)).isEqualTo(RIGHT);
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

    interface WithMicroProfileClient extends ServerContract {
        @ParameterizedTest
        @ValueSource(strings = {"/microprofile/sync", "/microprofile/stage"})
        default void eachCallOfAMicroProfileClientIsCarried(String path) throws Exception {
            assertThat(requests().sendTo(path)).isEqualTo(RIGHT);
        }
    }

    /** Where the pool can be reached that managed executors share. */
    interface WithThreads extends ServerContract {
        @ParameterizedTest
        @ValueSource(strings = {"/current", "/async", "/rx", "/managed", "/stage"})
        default void theNextTaskOnEachThreadFindsNothing(String path) throws Exception {
            for (int i = 0; i < 5; i++) {
                requests().status(path);
                assertThat(requests().get("/threads")).isEqualTo("nothing");
            }
            requests().sendTo(path);
            assertThat(requests().get("/threads")).isEqualTo("nothing");
        }
    }
}
