// SPDX-License-Identifier: Apache-2.0
package io.headerhop.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.PropagationEvent;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.micrometer.application.Orders;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderPropagationMetricsTest {
    private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void whatCameInIsCountedFromTheStart() {
        new HeaderPropagationMetrics().bindTo(prometheus);
        double before = value("headerhop_headers_total{client=\"none\",event=\"captured\"}");
        Headers.ofRequest(1);
        assertThat(value("headerhop_headers_total{client=\"none\",event=\"captured\"}"))
                .isEqualTo(PropagationEvent.CAPTURED.count())
                .isGreaterThanOrEqualTo(before + 1);
        assertThat(prometheus.scrape())
                .contains(
                        "headerhop_headers_total{client=\"none\",event=\"dropped-over-limit\"} ",
                        "headerhop_headers_total{client=\"none\",event=\"request-id-not-uuid\"} ",
                        "headerhop_scopes_total{event=\"closed-on-other-thread\"} ",
                        "headerhop_failures_total ");
    }

    @Test
    void aClientThatAppearsLaterIsInTheNextScrape() {
        new HeaderPropagationMetrics().bindTo(prometheus);
        Service late = new Service("appears late");
        assertThat(prometheus.scrape()).doesNotContain("appears late");

        late.loses();
        assertThat(prometheus.scrape())
                .contains(
                        "headerhop_calls_total{client=\"appears late\",outcome=\"nothing-current\"} 1.0",
                        "headerhop_calls_total{client=\"appears late\",outcome=\"nothing-came\"} 0.0",
                        "headerhop_calls_total{client=\"appears late\",outcome=\"withheld\"} 0.0",
                        "headerhop_headers_total{client=\"appears late\",event=\"injected\"} 0.0",
                        "headerhop_headers_total{client=\"appears late\",event=\"kept-callers\"} 0.0");

        Service.everythingHappens("appears late");
        assertThat(prometheus.scrape())
                .contains(
                        "headerhop_calls_total{client=\"appears late\",outcome=\"nothing-current\"} 2.0",
                        "headerhop_calls_total{client=\"appears late\",outcome=\"nothing-came\"} 1.0",
                        "headerhop_calls_total{client=\"appears late\",outcome=\"withheld\"} 1.0");
        assertThat(value("headerhop_headers_total{client=\"appears late\",event=\"injected\"}"))
                .isPositive();
    }

    @Test
    void aClientThatWasThereBeforeIsInTheFirstScrape() {
        new Service("was there before").injects();
        new HeaderPropagationMetrics().bindTo(prometheus);
        assertThat(value("headerhop_headers_total{client=\"was there before\",event=\"injected\"}"))
                .isPositive();
    }

    @Test
    void severalRegistriesCanHaveThem() {
        SimpleMeterRegistry simple = new SimpleMeterRegistry();
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        composite.add(prometheus);
        HeaderPropagationMetrics metrics = new HeaderPropagationMetrics();
        metrics.bindTo(composite);
        metrics.bindTo(simple);
        Service.everythingHappens("in several registries");
        for (MeterRegistry registry : List.of(simple, prometheus)) {
            assertThat(registry.get("headerhop.calls")
                            .tags("client", "in several registries", "outcome", "withheld")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void onlyCallsThatARequestHasProbablyCausedAreCountedAsLost() throws Exception {
        new HeaderPropagationMetrics().bindTo(prometheus);
        Headers.ofRequest(1);
        Service service = new Service("loses some");
        service.loses();
        assertThat(prometheus.scrape())
                .contains(
                        "headerhop_calls_total{client=\"loses some\",outcome=\"nothing-current\"} 1.0",
                        "headerhop_calls_lost_total{client=\"loses some\"} 0.0");

        Orders.onAThreadOfItsOwn(() -> service.losesAlone());
        assertThat(prometheus.scrape())
                .contains(
                        "headerhop_calls_total{client=\"loses some\",outcome=\"nothing-current\"} 2.0",
                        "headerhop_calls_lost_total{client=\"loses some\"} 1.0");
    }

    @Test
    void aScopeClosedTwiceIsCounted() {
        new HeaderPropagationMetrics().bindTo(prometheus);
        double before = value("headerhop_scopes_total{event=\"closed-twice\"}");
        Scope scope = Headers.ofRequest(1).makeCurrent();
        scope.close();
        scope.close();
        assertThat(value("headerhop_scopes_total{event=\"closed-twice\"}")).isEqualTo(before + 1);
    }

    /** The collector may run between binding and the next client. */
    @Test
    void theyAreThereForAsLongAsTheRegistryIs() {
        new HeaderPropagationMetrics().bindTo(prometheus);
        System.gc();
        Service.everythingHappens("after a collection");
        assertThat(prometheus.scrape()).contains("client=\"after a collection\"");
    }

    @Test
    void aRegistryThatIsNotUsedAnyMoreIsNotKept() throws Exception {
        WeakReference<MeterRegistry> registry = bound();
        for (int tries = 0; tries < 20 && registry.get() != null; tries++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(registry.get()).isNull();
    }

    private static WeakReference<MeterRegistry> bound() {
        MeterRegistry registry = new SimpleMeterRegistry();
        new HeaderPropagationMetrics().bindTo(registry);
        return new WeakReference<>(registry);
    }

    private double value(String series) {
        return prometheus
                .scrape()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(series + " is not in\n" + prometheus.scrape()));
    }
}
