// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.spring.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Both services with their servers. */
class DemoTest {
    private static final String ONE_THREAD = "spring.task.execution.pool.core-size=1";

    @Test
    void eachRequestCarriesWhatItsOrderHad() throws Exception {
        Result result = demo(ONE_THREAD);
        assertThat(result.output())
                .contains("POST /reservations/tea  Feign, @Async  7b2f1c9e-3d44-4a6b-9f0e-000000000001")
                .contains("505 requests, 0 wrong");
        assertThat(result.exitCode()).isZero();
    }

    /** 76 orders with headers, of which each makes four calls. */
    @Test
    void withoutHeaderhopNothingIsCarried() throws Exception {
        Result result = demo("headerhop.enabled=false");
        assertThat(result.output()).contains("505 requests, 304 wrong");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void theRequestIdIsInTheLogOfEachThread() throws Exception {
        try (Services services = Services.start(ONE_THREAD, "logging.level.io.headerhop.examples.spring=info")) {
            Logger logger = (Logger) LoggerFactory.getLogger("io.headerhop.examples.spring.orders");
            ListAppender<ILoggingEvent> log = new ListAppender<>();
            log.start();
            logger.addAppender(log);
            Customer customer = new Customer(services);
            Map<String, String> headers = Customer.headers(1);
            customer.order("tea", headers);
            customer.order("honey", Map.of());

            String id = headers.get("x-request-id");
            assertThat(List.copyOf(log.list))
                    .extracting(
                            ILoggingEvent::getFormattedMessage,
                            event -> event.getMDCPropertyMap().get("requestId"))
                    .containsExactlyInAnyOrder(
                            tuple("an order of tea", id),
                            tuple("reserving tea", id),
                            tuple("an order of honey", "none"),
                            tuple("reserving honey", "none"));
        }
    }

    @Test
    void theScriptRefusesWhatItDoesNotKnow() throws Exception {
        assertThat(exec("--help").exitCode()).isZero();
        Result wrong = exec("--halp");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.output()).isEqualTo("Unknown option --halp\nSee examples/spring/run --help\n");
    }

    private record Result(int exitCode, String output) {}

    private static Result demo(String... options) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        boolean right;
        try (Services services = Services.start(options)) {
            right = new Demo(new PrintStream(output, true, StandardCharsets.UTF_8), services).run();
        }
        return new Result(right ? 0 : 1, output.toString(StandardCharsets.UTF_8));
    }

    private static Result exec(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("sh", Path.of("run").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }
}
