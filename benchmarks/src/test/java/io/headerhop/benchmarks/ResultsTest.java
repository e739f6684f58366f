// SPDX-License-Identifier: Apache-2.0
package io.headerhop.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    private static final Results.Row PIPELINE = new Comparison("jetty", "httpclient", "b3", List.of()).row();

    @Test
    void theRatiosAreMediansOfWhatIsLeftWithoutTheBaselineOfTheSameRound() {
        Results results = new Results();
        results.add(PIPELINE, Map.of("baseline", new Figures(100, 1000), "naive", new Figures(300, 1500)));
        results.add(PIPELINE, Map.of("baseline", new Figures(200, 1000), "naive", new Figures(500, 1500)));
        results.add(PIPELINE, Map.of("baseline", new Figures(100, 1000), "naive", new Figures(900, 1500)));
        results.add(EndToEnd.ROW, Map.of("baseline", new Figures(7, 5), "headerhop", new Figures(9, 6)));

        JsonObject ratios = JsonParser.parseString(results.toRatios()).getAsJsonObject();

        assertThat(ratios.getAsJsonArray("pipeline"))
                .hasToString("[{\"container\":\"jetty\",\"client\":\"httpclient\",\"scenario\":\"b3\","
                        + "\"naive\":{\"cpuNs\":300.0,\"bytes\":500}}]");
        assertThat(ratios.getAsJsonArray("handover")).isEmpty();
        assertThat(ratios.getAsJsonObject("endToEnd")).hasToString("{\"headerhop\":{\"cpuNs\":2.0,\"bytes\":1}}");
        assertThat(ratios.get("jdk").getAsString()).isEqualTo(System.getProperty("java.version"));
    }

    @Test
    void savedResultsCanBeAddedTo(@TempDir Path folder) throws Exception {
        Results results = new Results();
        results.add(PIPELINE, Map.of("naive", new Figures(300, 1500)));
        results.save(folder.resolve("results.json"));

        Results loaded = Results.load(folder.resolve("results.json"));
        loaded.add(PIPELINE, Map.of("naive", new Figures(400, 1500)));

        assertThat(loaded.rounds(PIPELINE))
                .containsOnlyKeys("naive")
                .hasEntrySatisfying("naive", rounds -> assertThat(rounds).hasSize(2));
    }

    @Test
    void aTableHasTheRatioToEachReference() {
        Results results = new Results();
        results.add(
                PIPELINE,
                Map.of(
                        "baseline", new Figures(100, 1000),
                        "naive", new Figures(300, 1500),
                        "headerhop", new Figures(200, 1100)));

        assertThat(Tables.of(results))
                .contains("| headerhop | 100 | 100 | 0.50 |")
                .contains("| baseline (gross) | 100 | 1000 |  |");
    }

    @Test
    void onlyWhatStandsBetweenTheMarkersIsReplaced() {
        assertThat(Page.between("before\n<!-- a -->\nold\n<!-- /a -->\nafter\n", "a", "new\n"))
                .isEqualTo("before\n<!-- a -->\n\nnew\n\n<!-- /a -->\nafter\n");
    }

    @Test
    void thePictureIsXmlWithALineForEachContenderThatWasMeasured() throws Exception {
        Results results = new Results();
        for (String scenario : List.of("names10headers20", "names50headers20", "names10headers100")) {
            results.add(
                    new Comparison("jetty", "httpclient", scenario, List.of()).row(),
                    Map.of("headerhop", new Figures(500, 0), "limit", new Figures(100, 0)));
        }

        String svg = Plot.of(results.toRatios());

        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement()
                        .getNodeName())
                .isEqualTo("svg");
        assertThat(svg).contains("points='50.0,145.0 340.0,145.0'").contains("points='420.0,145.0 710.0,145.0'");
    }
}
