// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import static io.headerhop.testkit.SmallService.NAMES;
import static io.headerhop.testkit.SmallService.call;
import static io.headerhop.testkit.SmallService.copy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.headerhop.HeaderNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** Verdicts that are easily wrong: on right services that look wrong, and on wrong ones that look right. */
@Timeout(120)
class VerdictsTest {
    private final Downstream downstream = Downstream.start();
    private final List<AutoCloseable> toClose = new ArrayList<>(List.of(downstream));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : toClose) {
            each.close();
        }
    }

    // Values that a sidecar or a tracer changes

    /** Envoy keeps its decision in the first character of the third group. */
    @BesideOthers
    void aSidecarThatMarksTheRequestIdAsSampledIsNoFault() throws Exception {
        CheckReport report = check(exchange -> {
            List<Map.Entry<String, String>> headers = copy(exchange, NAMES);
            headers.replaceAll(line -> line.getKey().equals("x-request-id")
                    ? Map.entry("x-request-id", line.getValue().replaceFirst("^(.{14}).", "$19"))
                    : line);
            call(downstream.url() + "/stock", headers);
        });
        assertThat(report.findings()).isEmpty();
    }

    @BesideOthers
    void requestIdsDifferWhereEnvoySamplesByThem() {
        HeaderValues values = new HeaderValues(HeaderNames.istio(), 42);
        List<Long> buckets = new ArrayList<>();
        for (int i = 1; i <= 300; i++) {
            String id = values.request(i, true).headers.get("x-request-id");
            if (id != null) {
                buckets.add(Long.parseLong(id.substring(0, 8), 16) % 10_000);
            }
        }
        assertThat(buckets.stream().distinct().count()).isGreaterThan(150);
        assertThat(buckets.stream().filter(bucket -> bucket < 5000).count()).isBetween(60L, 140L);
    }

    /**
     * Headerhop does so where a sidecar has added x-b3-* to a b3 that came, and OpenTelemetry and Brave by their
     * set-up.
     */
    @BesideOthers
    void aTracerThatWritesTheOtherFormOfB3IsRightWhereNewSpansAre() throws Exception {
        HeaderCheck check = HeaderCheck.of(start(exchange -> {
                            List<Map.Entry<String, String>> headers = copy(exchange, List.of("x-request-id"));
                            List<String> trace = traceOfB3(exchange);
                            if (!trace.isEmpty()) {
                                headers.add(Map.entry("x-b3-traceid", trace.get(0)));
                                headers.add(Map.entry("x-b3-spanid", "00000000000000aa"));
                                headers.add(Map.entry("x-b3-sampled", trace.get(1)));
                            }
                            call(downstream.url() + "/stock", headers);
                        })
                        .url("/orders"))
                .headers(HeaderNames.b3().plus("x-request-id"))
                .requests(30)
                .concurrency(8);
        assertThat(check.allowingNewSpans().run(downstream).findings()).isEmpty();
        assertThat(check.run(downstream).findings()).extracting(Finding::fault).contains(Fault.MISSING);
    }

    @BesideOthers
    void anotherRequestsTraceIsSeenInASpanOfTheServicesOwn() throws Exception {
        AtomicReference<String> last = new AtomicReference<>("");
        HeaderCheck check = HeaderCheck.of(start(exchange -> {
                            String traceparent = exchange.getRequestHeaders().getFirst("traceparent");
                            if (traceparent != null) {
                                last.set(traceparent.substring(0, 36) + "00000000000000aa-01");
                            }
                            call(downstream.url(), List.of(Map.entry("traceparent", last.get())));
                        })
                        .url("/orders"))
                .headers(HeaderNames.of("traceparent"))
                .requests(12)
                .concurrency(1)
                .allowingNewSpans();
        CheckReport report = check.run(downstream);
        assertThat(report.findings()).extracting(Finding::fault).containsExactly(Fault.OF_ANOTHER_REQUEST);
        assertThat(report.findings().get(0).count()).isEqualTo(4);
        assertThat(report.findings().get(0).example()).contains("had the traceparent of request 2, ");
    }

    @BesideOthers
    void overlappingCallsAreToldApartByTheirTraceAlone() throws Exception {
        HeaderCheck check = HeaderCheck.of(start(exchange -> {
                            String traceparent = exchange.getRequestHeaders().getFirst("traceparent");
                            call(
                                    downstream.url(),
                                    traceparent == null
                                            ? List.of()
                                            : List.of(Map.entry(
                                                    "traceparent",
                                                    traceparent.substring(0, 36) + "00000000000000aa-01")));
                        })
                        .url("/orders"))
                .headers(HeaderNames.of("traceparent"))
                .requests(60)
                .concurrency(16);
        assertThat(check.allowingNewSpans().run(downstream).findings()).isEmpty();
    }

    @BesideOthers
    void aFormOfB3ThatIsOfAnotherTraceIsSeen() throws Exception {
        CheckReport report = check(exchange -> {
            List<Map.Entry<String, String>> headers = copy(exchange, NAMES);
            if (exchange.getRequestHeaders().containsKey("b3")) {
                headers.add(Map.entry("x-b3-traceid", "80f198ee56343ba864fe8b2a57d3eff7"));
                headers.add(Map.entry("x-b3-spanid", "e457b5a2e4d86bd1"));
            }
            call(downstream.url(), headers);
        });
        assertThat(report.findings()).extracting(Finding::fault).containsExactly(Fault.CHANGED);
        assertThat(report.findings().get(0).headers()).contains("x-b3-traceid");
    }

    // Lost calls that nobody missed

    /** A circuit breaker's second way, on another thread. */
    @BesideOthers
    void callsOfAKindThatOnlyLoadShowsAreCounted() throws Exception {
        AtomicInteger served = new AtomicInteger();
        CheckReport report = check(exchange -> {
            try {
                if (served.incrementAndGet() > 4) {
                    call(downstream.url() + "/fallback", List.of());
                } else {
                    call(downstream.url() + "/stock", copy(exchange, NAMES));
                }
            } finally {
                served.decrementAndGet();
            }
        });
        assertThat(report.findings()).extracting(Finding::fault).containsExactly(Fault.LOST);
        assertThat(report.findings().get(0).call()).isEqualTo("GET /fallback");
    }

    @BesideOthers
    void aSecondWayThatHasItsHeadersIsRight() throws Exception {
        AtomicInteger served = new AtomicInteger();
        CheckReport report = check(exchange -> {
            try {
                String path = served.incrementAndGet() > 4 ? "/fallback" : "/stock";
                call(downstream.url() + path, copy(exchange, NAMES));
            } finally {
                served.decrementAndGet();
            }
        });
        assertThat(report.findings()).isEmpty();
    }

    @BesideOthers
    void pathsThatDifferInEachCallAreOneKind() throws Exception {
        AtomicInteger served = new AtomicInteger();
        AtomicInteger number = new AtomicInteger();
        CheckReport report = check(exchange -> {
            try {
                boolean busy = served.incrementAndGet() > 4;
                String item = "/items/sku-%s/stock".formatted(Integer.toString(number.incrementAndGet() + 40, 36));
                call(downstream.url() + item, busy ? List.of() : copy(exchange, NAMES));
            } finally {
                served.decrementAndGet();
            }
        });
        assertThat(report.findings()).extracting(Finding::fault).containsExactly(Fault.LOST);
        assertThat(report.findings().get(0).call()).isEqualTo("GET /items/*/stock");
    }

    /** As every service does whose client adds what it finds in a thread-local, and whose path has the tenant in it. */
    @BesideOthers
    void aHeadersValueInThePathDoesNotMakeALeakRight() throws Exception {
        ThreadLocal<List<Map.Entry<String, String>>> current = ThreadLocal.withInitial(List::of);
        SmallService service = SmallService.start(1, exchange -> {
            List<Map.Entry<String, String>> headers = copy(exchange, List.of("x-request-id", "x-tenant"));
            if (!headers.isEmpty()) {
                current.set(headers);
            }
            call(downstream.url() + "/tenants/" + current.get().get(1).getValue() + "/stock", current.get());
        });
        toClose.add(service);
        CheckReport report = HeaderCheck.of(service.url("/orders"))
                .headers(HeaderNames.of("x-request-id", "x-tenant"))
                .requests(12)
                .concurrency(1)
                .run(downstream);
        assertThat(report.findings()).extracting(Finding::fault).containsExactly(Fault.OF_ANOTHER_REQUEST);
        assertThat(report.findings().get(0).count()).isEqualTo(4);
    }

    /** A token, fetched once from the path that is called later, too. */
    @BesideOthers
    void whatTheFirstRequestDoesBesidesLoosensNothing() throws Exception {
        AtomicInteger all = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        CheckReport report = check(exchange -> {
            try {
                boolean busy = served.incrementAndGet() > 8;
                if (all.incrementAndGet() == 1) {
                    call(downstream.url() + "/stock", copy(exchange, NAMES));
                }
                call(downstream.url() + "/stock", busy ? List.of() : copy(exchange, NAMES));
            } finally {
                served.decrementAndGet();
            }
        });
        assertThat(report.findings()).extracting(Finding::fault).containsExactly(Fault.LOST);
    }

    // Right calls that look like another request's

    @BesideOthers
    void aHedgeThatComesOnlyUnderLoadIsNoFault() throws Exception {
        AtomicInteger served = new AtomicInteger();
        CheckReport report = check(exchange -> {
            try {
                boolean busy = served.incrementAndGet() > 4;
                call(downstream.url() + "/stock", copy(exchange, NAMES));
                if (busy) {
                    call(downstream.url() + "/stock", copy(exchange, NAMES));
                }
            } finally {
                served.decrementAndGet();
            }
        });
        assertThat(report.findings()).isEmpty();
    }

    @BesideOthers
    void aHedgeIsNoFaultWhereTheIdInTheUrlSaysSo() throws Exception {
        AtomicInteger served = new AtomicInteger();
        SmallService service = start(exchange -> {
            try {
                boolean busy = served.incrementAndGet() > 4;
                String url =
                        downstream.url() + "/stock?" + exchange.getRequestURI().getQuery();
                call(url, copy(exchange, NAMES));
                if (busy) {
                    call(url, copy(exchange, NAMES));
                }
            } finally {
                served.decrementAndGet();
            }
        });
        assertThat(HeaderCheck.of(service.url("/orders?{id}"))
                        .requests(60)
                        .concurrency(16)
                        .run(downstream)
                        .findings())
                .isEmpty();
    }

    /** Alone, the call is there before the answer; under load it waits for a thread. */
    @BesideOthers
    void aCallThatWaitsInAQueueUntilAfterTheAnswerIsNoFault() throws Exception {
        ExecutorService audit = pool(Executors.newFixedThreadPool(2));
        CheckReport report = check(exchange -> {
            List<Map.Entry<String, String>> headers = copy(exchange, NAMES);
            audit.submit(() -> {
                call(downstream.url() + "/audit", headers);
                return null;
            });
            call(downstream.url() + "/stock", headers);
        });
        assertThat(report.findings()).isEmpty();
    }

    /** An outbox: the call comes when others are served already. */
    @BesideOthers
    void aCallThatComesLateIsNotTheNextRequests() throws Exception {
        ScheduledExecutorService outbox = Executors.newScheduledThreadPool(1);
        pool(outbox);
        CheckReport report = check(exchange -> {
            List<Map.Entry<String, String>> headers = copy(exchange, NAMES);
            call(downstream.url() + "/stock", headers);
            outbox.schedule(
                    () -> {
                        call(downstream.url() + "/audit", headers);
                        return null;
                    },
                    600,
                    TimeUnit.MILLISECONDS);
        });
        assertThat(report.findings()).isEmpty();
    }

    /** It has no headers, and comes among those of requests that overlap. */
    @BesideOthers
    void theLateCallOfTheLastRequestThatWasAloneIsNoneTooMany() throws Exception {
        ExecutorService outbox = pool(Executors.newFixedThreadPool(16));
        AtomicInteger number = new AtomicInteger();
        CountDownLatch overlapping = new CountDownLatch(1);
        CheckReport report = check(exchange -> {
            List<Map.Entry<String, String>> headers = copy(exchange, NAMES);
            int request = number.incrementAndGet();
            call(downstream.url() + "/stock", headers);
            if (request > 12) {
                overlapping.countDown();
                call(downstream.url() + "/audit", headers);
            } else {
                outbox.submit(() -> {
                    if (request == 12) {
                        overlapping.await();
                    } else {
                        Thread.sleep(20);
                    }
                    call(downstream.url() + "/audit", headers);
                    return null;
                });
            }
        });
        assertThat(report.findings()).isEmpty();
    }

    @BesideOthers
    void callsThatOnlySomeRequestsMakeAfterTheirAnswerAreNotTheNextRequests() throws Exception {
        ScheduledExecutorService later = Executors.newScheduledThreadPool(1);
        pool(later);
        AtomicInteger number = new AtomicInteger();
        SmallService service = start(exchange -> {
            if (number.incrementAndGet() % 2 == 1) {
                List<Map.Entry<String, String>> headers = copy(exchange, NAMES);
                later.schedule(
                        () -> {
                            call(downstream.url() + "/stock", headers);
                            return null;
                        },
                        30,
                        TimeUnit.MILLISECONDS);
            }
        });
        CheckReport report = HeaderCheck.of(service.url("/orders"))
                .patience(Duration.ofSeconds(20), Duration.ofMillis(500))
                .requests(30)
                .concurrency(8)
                .run(downstream);
        assertThat(report.findings()).isEmpty();
    }

    // Calls that go elsewhere

    @BesideOthers
    void aCallThatNeverComesIsMissedIfItIsExpected() throws Exception {
        SmallService service = start(exchange -> call(downstream.url() + "/stock/17?now", copy(exchange, NAMES)));
        HeaderCheck check = HeaderCheck.of(service.url("/orders"))
                .requests(12)
                .concurrency(4)
                .expecting("GET /stock/*");
        assertThat(check.run(downstream).findings()).isEmpty();

        CheckReport report = check.expecting("POST /stock/*", "GET /stock").run(downstream);
        assertThat(report.findings()).extracting(Finding::fault).containsExactly(Fault.NO_CALL, Fault.NO_CALL);
        assertThat(report.findings().get(0).toString())
                .startsWith("no call: POST /stock/*, 12 requests")
                .contains("the service calls another address for it");
        assertThatThrownBy(() -> check.expecting("/stock")).hasMessageContaining("'GET /prices/*': '/stock'");
    }

    // Calls that are no request's

    @BesideOthers
    void callsThatTheServiceMakesOnItsOwnCanBeIgnored() throws Exception {
        ScheduledExecutorService health = Executors.newScheduledThreadPool(1);
        pool(health);
        SmallService service = start(exchange -> call(downstream.url() + "/stock", copy(exchange, NAMES)));
        health.scheduleWithFixedDelay(
                () -> {
                    try {
                        call(downstream.url() + "/health/ready", List.of());
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                0,
                2,
                TimeUnit.MILLISECONDS);
        HeaderCheck check = HeaderCheck.of(service.url("/orders"))
                .patience(Duration.ofSeconds(20), Duration.ofMillis(300))
                .requests(30)
                .concurrency(8);
        assertThat(check.run(downstream).findings()).isNotEmpty();
        assertThat(check.ignoring("/health/**").run(downstream).findings()).isEmpty();
        assertThat(check.ignoring("/health").run(downstream).findings()).isNotEmpty();
    }

    @BesideOthers
    void twoChecksOnOneStandInWaitForEachOther() throws Exception {
        ScheduledExecutorService later = Executors.newScheduledThreadPool(1);
        pool(later);
        SmallService service = start(exchange -> {
            List<Map.Entry<String, String>> headers = copy(exchange, NAMES);
            call(downstream.url() + "/stock", headers);
            if (!headers.isEmpty()) {
                // Some of these come when the other check has begun.
                later.schedule(
                        () -> {
                            call(downstream.url() + "/audit", headers);
                            return null;
                        },
                        100,
                        TimeUnit.MILLISECONDS);
            }
        });
        HeaderCheck check = HeaderCheck.of(service.url("/orders"))
                .requests(20)
                .concurrency(8)
                .patience(Duration.ofSeconds(5), Duration.ofMillis(200));
        ExecutorService both = pool(Executors.newFixedThreadPool(2));
        List<Future<CheckReport>> reports =
                both.invokeAll(List.of(() -> check.run(downstream), () -> check.run(downstream)));
        assertThat(reports.get(0).get().findings()).isEmpty();
        assertThat(reports.get(1).get().findings()).isEmpty();
    }

    @BesideOthers
    void aHeaderThatIsCheckedHasNoValueOfOnesOwn() {
        HeaderCheck check = HeaderCheck.of("http://localhost:1").header("X-Request-Id", "mine");
        assertThatThrownBy(() -> check.run(downstream))
                .hasMessageStartingWith("X-Request-Id is a header that is checked");
        assertThatThrownBy(() -> HeaderCheck.of("http://localhost:1")
                        .headers(HeaderNames.of())
                        .run(downstream))
                .hasMessageStartingWith("none of these headers can be sent");
        assertThatThrownBy(() -> HeaderCheck.of("http://my_service:8080/")).hasMessageContaining("underscore");
    }

    // Answers

    @BesideOthers
    void aRedirectIsNoSuccess() throws Exception {
        SmallService service = start(exchange -> {
            exchange.getResponseHeaders().set("Location", "/login");
            exchange.sendResponseHeaders(302, -1);
        });
        CheckReport report = HeaderCheck.of(service.url("/orders"))
                .patience(Duration.ofSeconds(5), Duration.ofMillis(1))
                .run(downstream);
        assertThat(report.findings()).extracting(Finding::fault).containsExactly(Fault.FAILED_REQUEST);
        assertThat(report.findings().get(0).example()).isEqualTo("request 1, answered 302, Location: /login");
    }

    @BesideOthers
    void aServiceWhoseFirstAnswersAreCachedIsAskedAgain() throws Exception {
        AtomicInteger number = new AtomicInteger();
        SmallService service = start(exchange -> {
            if (number.incrementAndGet() > 3) {
                call(downstream.url(), copy(exchange, NAMES));
            }
        });
        CheckReport report = HeaderCheck.of(service.url("/orders"))
                .patience(Duration.ofSeconds(5), Duration.ofMillis(100))
                .requests(20)
                .run(downstream);
        assertThat(report.findings()).isEmpty();
    }

    @BesideOthers
    void anAnswerThatNeverEndsEndsTheCheck() throws Exception {
        SmallService service = start(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            TimeUnit.MINUTES.sleep(10);
        });
        CheckReport report = HeaderCheck.of(service.url("/orders"))
                .patience(Duration.ofMillis(200), Duration.ofMillis(1))
                .run(downstream);
        assertThat(report.findings()).extracting(Finding::fault).containsExactly(Fault.FAILED_REQUEST);
        assertThat(report.findings().get(0).example()).startsWith("request 1, its answer had not ended after 0.2 s");
    }

    private static List<String> traceOfB3(HttpExchange exchange) {
        String b3 = exchange.getRequestHeaders().getFirst("b3");
        if (b3 != null) {
            Matcher parts = Pattern.compile("(\\w+)-\\w+-(\\d).*").matcher(b3);
            assertThat(parts.matches()).isTrue();
            return List.of(parts.group(1), parts.group(2));
        }
        String trace = exchange.getRequestHeaders().getFirst("x-b3-traceid");
        return trace == null
                ? List.of()
                : List.of(trace, exchange.getRequestHeaders().getFirst("x-b3-sampled"));
    }

    private CheckReport check(SmallService.Work work) throws Exception {
        return HeaderCheck.of(start(work).url("/orders"))
                .requests(60)
                .concurrency(16)
                .run(downstream);
    }

    private SmallService start(SmallService.Work work) throws Exception {
        SmallService service = SmallService.start(16, work);
        toClose.add(service);
        return service;
    }

    private ExecutorService pool(ExecutorService pool) {
        toClose.add(pool::shutdownNow);
        return pool;
    }
}
