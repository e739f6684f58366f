// SPDX-License-Identifier: Apache-2.0
package io.headerhop.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.headerhop.contract.Headers;
import io.headerhop.contract.InboundContract;
import io.headerhop.contract.RawHttp;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The same application with and without the library: it sees the same, and its client gets the same. */
interface TransparencyContract extends ServletContract {
    @TestFactory
    default Stream<DynamicTest> theApplicationSeesAndAnswersTheSameAsWithoutIt() throws Exception {
        Side without = new Side(new Notes());
        Side with = new Side(new Notes());
        RunningServer plain = start(1, without.probes.app());
        RunningServer propagating = start(1, new HeaderPropagationInitializer(RULES), with.probes.app());
        Set<String> cases = without.probes.exchanges().keySet();
        assertThat(cases).hasSizeGreaterThan(50);
        return cases.stream()
                .map(name -> dynamicTest(name, () -> {
                    for (String line : List.of("x-request-id: " + Headers.requestId(1), "Accept: */*")) {
                        // Both at once: Tomcat takes up to a second to notice that a request has timed out.
                        FutureTask<String> expected = new FutureTask<>(() -> without.run(name, plain, line));
                        new Thread(expected).start();
                        String actual = with.run(name, propagating, line);
                        assertThat(actual).as(name).isEqualTo(expected.get());
                    }
                }))
                .onClose(() -> {
                    close(plain);
                    close(propagating);
                });
    }

    private static void close(RunningServer server) {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The application on one side, and what it has noted. */
    final class Side {
        private final Notes notes;
        private final Probes probes;

        Side(Notes notes) {
            this.notes = notes;
            probes = new Probes(notes);
        }

        String run(String name, RunningServer server, String headerLine) throws Exception {
            notes.clear();
            String answer;
            try (RawHttp connection = RawHttp.connect(server.uri())) {
                answer = probes.exchanges().get(name).with(connection, headerLine);
            }
            // What the application does after the client has its answer.
            for (int i = 0; i < 3; i++) {
                for (Executor thread : server.threads()) {
                    InboundContract.currentOn(thread);
                }
            }
            return comparable(name, answer) + "\n" + notes.all();
        }

        private static String comparable(String name, String answer) {
            String comparable =
                    answer.replaceAll("(?m)^Date: .*$", "Date:").replaceAll("JSESSIONID=[^;]*", "JSESSIONID=");
            // A container's own error page shows stack traces and identities. A forward's answer is the one real
            // difference: see UndertowTest.
            return comparable.contains("<html>") || name.contains("a forward")
                    ? comparable.replaceAll("(?m)^Content-Length: .*\\R", "").replaceAll("(?s)<html>.*", "<html>")
                    : comparable;
        }
    }
}
