// SPDX-License-Identifier: Apache-2.0
package io.headerhop.coexistence;

import static org.assertj.core.api.Assertions.assertThat;

import brave.propagation.TraceContext;
import io.headerhop.coexistence.BraveClient.Sampling;
import io.headerhop.coexistence.BraveClient.Sent;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A client with Brave, a service with only Headerhop, a server with Brave: the server's span is a child of the client's
 * and follows its sampling decision, in each form of B3, in each container, with each client.
 */
class BetweenBraveTest {
    private static BraveClient before;
    private static BraveServer behind;

    @BeforeAll
    static void start() throws Exception {
        before = new BraveClient();
        behind = new BraveServer();
    }

    @AfterAll
    static void stop() throws Exception {
        before.close();
        behind.close();
    }

    static Stream<Arguments> services() {
        return Stream.of(Container.values())
                .flatMap(container ->
                        Stream.of(OutboundClient.Kind.values()).map(client -> Arguments.of(container, client)));
    }

    @ParameterizedTest
    @MethodSource("services")
    void theServersSpanIsTheChildOfTheClients(Container container, OutboundClient.Kind kind) throws Exception {
        try (OutboundClient client = kind.open();
                Container.Running service = container.start(client, behind.uri())) {
            for (Sent sent : before.spans()) {
                before.call(service.uri().resolve(path(sent)), sent);
                assertChild(behind.spanFor(path(sent)), sent);
            }
        }
    }

    @Test
    void withoutHeaderhopItBeginsANewTrace() throws Exception {
        try (OutboundClient client = new OutboundClient.OkHttp(plain -> plain, false);
                Container.Running service = Container.JETTY.start(client, behind.uri())) {
            Sent sent = before.spans().get(0);
            before.call(service.uri().resolve(path(sent)), sent);

            TraceContext span = behind.spanFor(path(sent));
            assertThat(span.traceIdString()).isNotEqualTo(sent.context().traceIdString());
            assertThat(span.parentId()).isNull();
        }
    }

    private static String path(Sent sent) {
        return "/" + sent.form() + "-" + sent.sampling();
    }

    private static void assertChild(TraceContext span, Sent sent) {
        assertThat(span.traceIdString())
                .as("trace id for %s", sent)
                .isEqualTo(sent.context().traceIdString());
        assertThat(span.parentIdString())
                .as("parent for %s", sent)
                .isEqualTo(sent.context().spanIdString());
        assertThat(span.debug()).as("debug for %s", sent).isEqualTo(sent.sampling() == Sampling.DEBUG);
        // If the client leaves the decision to the server, the server samples.
        assertThat(span.sampled()).as("sampled for %s", sent).isEqualTo(sent.sampling() != Sampling.NOT_SAMPLED);
    }
}
