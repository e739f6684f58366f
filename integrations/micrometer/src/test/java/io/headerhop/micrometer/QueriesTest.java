// SPDX-License-Identifier: Apache-2.0
package io.headerhop.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The dashboard and the alerts ask for what Prometheus gets. */
class QueriesTest {
    /** What Prometheus adds to each series. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job");

    private static final Pattern SELECTOR = Pattern.compile("(headerhop_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~?)\"([^\"]*)\"");
    private static final Pattern BY = Pattern.compile("by \\(([^)]*)\\)");

    static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        for (JsonElement panel : dashboard().getAsJsonArray("panels")) {
            for (JsonElement target : panel.getAsJsonObject().getAsJsonArray("targets")) {
                queries.add(target.getAsJsonObject().get("expr").getAsString());
            }
        }
        Map<String, List<Map<String, List<Map<String, String>>>>> alerts =
                new Yaml().load(Files.readString(Path.of("prometheus/headerhop-alerts.yaml")));
        alerts.get("groups").get(0).get("rules").forEach(rule -> queries.add(rule.get("expr")));
        return queries;
    }

    @ParameterizedTest
    @MethodSource("queries")
    void eachQueryFindsSomething(String query) {
        assertThat(problemsOf(query)).isEmpty();
    }

    /** Shows that the test above can fail. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(headerhop_call_total[5m])",
                "rate(headerhop_calls_total{event=\"nothing-current\"}[5m])",
                "rate(headerhop_calls_total{outcome=\"lost\"}[5m])",
                "rate(headerhop_headers_total{event=~\"injected|droped-.*\"}[5m])",
                "sum by (outcome) (rate(headerhop_headers_total[5m]))"
            })
    void aQueryForWhatDoesNotExistIsNoticed(String query) {
        assertThat(problemsOf(query)).isNotEmpty();
    }

    @Test
    void panelsDoNotOverlapAndHaveNumbersOfTheirOwn() throws IOException {
        Set<Integer> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonElement element : dashboard().getAsJsonArray("panels")) {
            JsonObject panel = element.getAsJsonObject();
            assertThat(ids.add(panel.get("id").getAsInt())).isTrue();
            JsonObject place = panel.getAsJsonObject("gridPos");
            int right = place.get("x").getAsInt() + place.get("w").getAsInt();
            int bottom = place.get("y").getAsInt() + place.get("h").getAsInt();
            assertThat(right).isLessThanOrEqualTo(24);
            for (int x = place.get("x").getAsInt(); x < right; x++) {
                for (int y = place.get("y").getAsInt(); y < bottom; y++) {
                    assertThat(cells.add(x + "," + y)).as(panel.toString()).isTrue();
                }
            }
        }
    }

    private static JsonObject dashboard() throws IOException {
        return JsonParser.parseString(Files.readString(Path.of("grafana/headerhop.json")))
                .getAsJsonObject();
    }

    private static List<String> problemsOf(String query) {
        List<String> problems = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        List<MatchResult> selectors = SELECTOR.matcher(query).results().toList();
        if (selectors.isEmpty()) {
            problems.add("asks for nothing of Headerhop's");
        }
        for (MatchResult selector : selectors) {
            List<Map<String, String>> series = seriesOf(selector.group(1));
            if (series.isEmpty()) {
                problems.add("there is no " + selector.group(1));
            }
            series.forEach(one -> labels.addAll(one.keySet()));
            String matchers = selector.group(2) == null ? "" : selector.group(2);
            MATCHER.matcher(matchers)
                    .results()
                    .filter(matcher -> !OF_PROMETHEUS.contains(matcher.group(1)))
                    .forEach(matcher -> {
                        boolean regex = matcher.group(2).equals("=~");
                        for (String value : regex ? matcher.group(3).split("\\|") : new String[] {matcher.group(3)}) {
                            Pattern pattern = Pattern.compile(regex ? value : Pattern.quote(value));
                            if (series.stream()
                                    .noneMatch(one -> pattern.matcher(one.getOrDefault(matcher.group(1), ""))
                                            .matches())) {
                                problems.add("nothing has " + matcher.group(1) + " " + value);
                            }
                        }
                    });
        }
        BY.matcher(query)
                .results()
                .flatMap(by -> List.of(by.group(1).split(", *")).stream())
                .filter(label -> !OF_PROMETHEUS.contains(label) && !labels.contains(label))
                .forEach(label -> problems.add("there is no label " + label));
        return problems;
    }

    /** The labels of each series of this name, as Prometheus gets them. */
    private static List<Map<String, String>> seriesOf(String name) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new HeaderPropagationMetrics().bindTo(registry);
        Service.everythingHappens("a client");
        return registry.scrape()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .map(line -> {
                    Map<String, String> labels = new HashMap<>();
                    MATCHER.matcher(line).results().forEach(label -> labels.put(label.group(1), label.group(3)));
                    return labels;
                })
                .toList();
    }
}
