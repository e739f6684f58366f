// SPDX-License-Identifier: Apache-2.0
package io.headerhop.slf4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is in the log, on Logback and once more on Log4j, with the patterns of the README. */
class LogLinesTest {
    private static final Logger LOGGER = LoggerFactory.getLogger("com.example.Orders");
    private static final String ID = "7b1f4d8e-0000-4000-8000-000000000001";
    private static final String TRACE = "80f198ee56343ba864fe8b2a57d3eff7";
    private static final String SPAN = "e457b5a2e4d86bd1";
    private static final CapturedHeaders HEADERS = HeaderPropagation.istio()
            .capture(Map.of("x-request-id", ID, "x-b3-traceid", TRACE, "x-b3-spanid", SPAN, "x-b3-sampled", "1"));

    @Test
    void eachLineOfARequestHasItsIdsOnEachOfItsThreads() throws Exception {
        ExecutorService plain = Executors.newSingleThreadExecutor(task -> new Thread(task, "worker"));
        try {
            ExecutorService pool = CapturedHeaders.propagating(plain);
            try (Scope scope = HEADERS.makeCurrent()) {
                LOGGER.info("order taken");
                pool.submit(() -> LOGGER.info("stock reserved")).get();
            }
            pool.submit(() -> LOGGER.info("nobody's work")).get();
            LOGGER.info("between requests");
        } finally {
            plain.shutdown();
        }
        assertThat(line("lines.log", "order taken"))
                .endsWith("INFO  [" + Thread.currentThread().getName() + "] [" + ID + " " + TRACE
                        + "] Orders - order taken");
        assertThat(line("lines.log", "stock reserved"))
                .endsWith("INFO  [worker] [" + ID + " " + TRACE + "] Orders - stock reserved");
        assertThat(line("lines.log", "nobody's work")).contains("[worker] [ ] ");
        assertThat(line("lines.log", "between requests")).contains("] [ ] ");
    }

    @Test
    void aJsonLayoutHasAllOfThem() throws Exception {
        assumeFalse(isWithoutJson(), "this Logback has no JsonEncoder");
        try (Scope scope = HEADERS.makeCurrent()) {
            LOGGER.info("in JSON");
        }
        LOGGER.info("and without");
        JsonObject mdc = mdcOf(line("json.log", "in JSON"));
        assertThat(mdc).isNotNull();
        assertThat(mdc.asMap().keySet()).containsExactlyInAnyOrder("requestId", "traceId", "spanId", "sampled");
        assertThat(mdc.get("requestId").getAsString()).isEqualTo(ID);
        assertThat(mdc.get("traceId").getAsString()).isEqualTo(TRACE);
        assertThat(mdc.get("spanId").getAsString()).isEqualTo(SPAN);
        assertThat(mdc.get("sampled").getAsString()).isEqualTo("true");
        assertThat(line("json.log", "and without")).doesNotContain(ID);
    }

    @Test
    void thePatternsOfTheReadmeAreTheOnesOfThisTest() throws IOException {
        String configuration = withoutSpace(Files.readString(Path.of("src/test/resources/logback-test.xml"))
                + Files.readString(Path.of("src/test/resources/log4j2-test.xml")));
        List<MatchResult> blocks = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .toList();
        assertThat(blocks)
                .hasSize(4)
                .allSatisfy(block -> assertThat(configuration).contains(withoutSpace(block.group(1))));
    }

    /** Spring Boot puts it between others, on Logback and on Log4j. */
    @Test
    void springBootsPatternIsPartOfBoth() throws IOException {
        Properties settings = new Properties();
        String block = Pattern.compile("```properties\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        settings.load(new StringReader(block));
        for (String file : List.of("logback-test.xml", "log4j2-test.xml")) {
            assertThat(Files.readString(Path.of("src/test/resources", file)))
                    .contains(" " + settings.getProperty("logging.pattern.correlation") + "%logger");
        }
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s", "");
    }

    /** As of 1.3, which is for SLF4J 2. */
    private static boolean isWithoutJson() {
        return isThere("ch.qos.logback.classic.Logger") && !isThere("ch.qos.logback.classic.encoder.JsonEncoder");
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static JsonObject mdcOf(String line) {
        JsonElement mdc = JsonParser.parseString(line).getAsJsonObject().get("mdc");
        return mdc.getAsJsonObject();
    }

    private static String line(String file, String message) throws IOException {
        return Files.readAllLines(Path.of("target/logged", file)).stream()
                .filter(line -> line.contains(message))
                .findFirst()
                .orElseThrow(() -> new AssertionError(message + " is not in " + file));
    }
}
