// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the agent does with a setting that is refused. */
class WrongConfigurationTest {
    @Test
    void theAgentSaysWhatIsWrongAndTheProgramRunsWithoutIt() throws Exception {
        try (Called called = new Called();
                ProgramWithAgent program =
                        new ProgramWithAgent(List.of("otel.propagators=headerhop", "headerhop.headers=istoi"), "jdk")) {
            String path = called.newPath();
            int status = program.ask("jdk", "jdk", called.url(path), List.of("x-request-id: 1"));
            assertThat(status).isEqualTo(200);
            assertThat(called.receivedOnce(path)).doesNotContainKey("x-request-id");
            assertThat(program.output())
                    .contains("OpenTelemetry Javaagent failed to start")
                    .contains("headerhop.headers: 'istoi' is probably a mistake; write istio");
        }
    }

    @Test
    void anExtensionThatNoSettingNamesSaysSo() throws Exception {
        try (Called called = new Called();
                ProgramWithAgent program = new ProgramWithAgent(List.of("headerhop.headers=x-request-id"), "jdk")) {
            program.ask("jdk", "jdk", called.url(called.newPath()), List.of("x-request-id: 1"));
            assertThat(program.outputUntilItEnds()).contains("add headerhop to otel.propagators");
        }
    }
}
