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
import java.util.UUID;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;

/** Verdicts on services that know nothing of Headerhop: one that is right, and each way to be wrong. */
class SmallServicesTest {
    private final Downstream downstream = Downstream.start();
    private final List<AutoCloseable> toClose = new ArrayList<>(List.of(downstream));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : toClose) {
            each.close();
        }
    }

    @BesideOthers
    void oneThatCopiesThemIsRight() throws Exception {
        CheckReport report = check(16, exchange -> call(downstream.url() + "/stock", copy(exchange, NAMES)));
        assertThat(report.findings()).isEmpty();
        assertThat(report.toString())
                .contains("60 requests, 12 of them alone and 48 with up to 16 at once, 20 without headers; 60 calls")
                .contains("GET /stock        60     44       16")
                .contains("PASSED");
    }

    @BesideOthers
    void oneThatMakesSeveralCallsIsRight() throws Exception {
        CheckReport report = check(16, exchange -> {
            call(downstream.url() + "/stock/17", copy(exchange, NAMES));
            call(downstream.url() + "/price?item=17", copy(exchange, NAMES));
            call(downstream.url() + "/price?item=18", copy(exchange, NAMES));
        });
        assertThat(report.findings()).isEmpty();
        assertThat(report.toString()).contains("GET /stock/*", "GET /price").contains("180 calls");
    }

    @BesideOthers
    void oneThatMakesAnIdWhereNoneCameIsRight() throws Exception {
        CheckReport report = check(16, exchange -> {
            List<Map.Entry<String, String>> headers = copy(exchange, NAMES);
            call(
                    downstream.url(),
                    headers.isEmpty() ? List.of(Map.entry("x-request-id", "made-" + System.nanoTime())) : headers);
        });
        assertThat(report.findings()).isEmpty();
    }

    @BesideOthers
    void oneThatPassesNothingOnLosesThemAll() throws Exception {
        CheckReport report = check(16, exchange -> call(downstream.url() + "/stock", List.of()));
        assertThat(report.findings()).hasSize(1);
        Finding lost = report.findings().get(0);
        assertThat(lost.fault()).isEqualTo(Fault.LOST);
        assertThat(lost.call()).isEqualTo("GET /stock");
        assertThat(lost.count()).isEqualTo(40);
        assertThat(lost.example())
                .startsWith("request 1, sent alone: GET /stock had none of x-request-id, x-b3-traceid");
        assertThat(lost.cause()).startsWith("nothing takes them from the request (no filter)");
    }

    /**
     * What a sidecar makes for a call without headers looks like headers that are missing in part and wrong in part.
     */
    @BesideOthers
    void whatASidecarMakesInTheirPlaceDoesNotHideThatTheyAreLost() throws Exception {
        CheckReport report = check(16, exchange -> {
            String span = "%016x".formatted(ThreadLocalRandom.current().nextLong() | 1);
            call(
                    downstream.url() + "/stock",
                    List.of(
                            Map.entry("x-request-id", UUID.randomUUID().toString()),
                            Map.entry("x-b3-traceid", span + span),
                            Map.entry("x-b3-spanid", span),
                            Map.entry("x-b3-sampled", "1")));
        });
        assertThat(report.findings()).hasSize(1);
        Finding lost = report.findings().get(0);
        assertThat(lost.fault()).isEqualTo(Fault.LOST);
        assertThat(lost.count()).isEqualTo(40);
        assertThat(lost.example())
                .contains("had none of x-request-id, x-b3-traceid", "; other values for x-request-id, x-b3-traceid");
        assertThat(lost.cause()).startsWith("nothing takes them from the request (no filter)");
    }

    /** A filter puts them into a thread-local, the client takes them from there, on a thread of a pool. */
    @BesideOthers
    void oneThatCallsOnAnExecutorLosesThoseOfThatCall() throws Exception {
        ThreadLocal<List<Map.Entry<String, String>>> current = ThreadLocal.withInitial(List::of);
        ExecutorService pool = pool(4);
        CheckReport report = check(16, exchange -> {
            current.set(copy(exchange, NAMES));
            try {
                call(downstream.url() + "/stock", current.get());
                pool.submit(() -> {
                            call(downstream.url() + "/price", current.get());
                            return null;
                        })
                        .get();
            } finally {
                current.remove();
            }
        });
        assertThat(report.findings()).hasSize(1);
        Finding lost = report.findings().get(0);
        assertThat(lost.fault()).isEqualTo(Fault.LOST);
        assertThat(lost.call()).isEqualTo("GET /price");
        assertThat(lost.count()).isEqualTo(40);
        assertThat(lost.cause())
                .startsWith("other calls have them, so this one is made on another thread (an executor,")
                .contains("CapturedHeaders.propagating(pool)");
    }

    @BesideOthers
    void oneThatCallsAfterItsAnswerLosesThemThere() throws Exception {
        ExecutorService pool = pool(4);
        CheckReport report = check(
                16,
                exchange -> pool.execute(() -> {
                    try {
                        Thread.sleep(50);
                        call(downstream.url() + "/audit", List.of());
                    } catch (Exception e) {
                        // The test is over.
                    }
                }));
        assertThat(report.findings()).hasSize(1);
        assertThat(report.findings().get(0).fault()).isEqualTo(Fault.LOST);
        assertThat(report.findings().get(0).cause()).startsWith("the call is made after the answer");
    }

    /** Caller-runs: the pool's thread loses them, the caller's has them. */
    @BesideOthers
    void oneThatLosesThemOnlyUnderLoadIsSeen() throws Exception {
        AtomicInteger served = new AtomicInteger();
        CheckReport report = check(16, exchange -> {
            try {
                boolean busy = served.incrementAndGet() > 4;
                call(downstream.url() + "/stock", busy ? List.of() : copy(exchange, NAMES));
            } finally {
                served.decrementAndGet();
            }
        });
        assertThat(report.findings()).hasSize(1);
        Finding lost = report.findings().get(0);
        assertThat(lost.fault()).isEqualTo(Fault.LOST);
        assertThat(lost.example())
                .contains("came without headers, and only 16 requests had none; no call had those of");
        assertThat(lost.cause()).startsWith("only while requests overlap");
        // In the numbers and the picture, too
        assertThat(report.toString()).containsPattern("x-request-id +\\d+ +" + lost.count() + " +-");
        assertThat(report.html().split("<rect class=\"lost\"", -1)).hasSizeGreaterThan(lost.count());
    }

    @BesideOthers
    void oneThatAddsThemTwiceIsSeen() throws Exception {
        CheckReport report = check(16, exchange -> {
            List<Map.Entry<String, String>> headers = copy(exchange, NAMES);
            headers.addAll(copy(exchange, List.of("x-request-id")));
            call(downstream.url() + "/stock", headers);
        });
        assertThat(report.findings()).hasSize(1);
        Finding twice = report.findings().get(0);
        assertThat(twice.fault()).isEqualTo(Fault.TWICE);
        assertThat(twice.headers()).containsExactly("x-request-id");
        assertThat(twice.count()).isEqualTo(40);
        assertThat(twice.example()).contains("had x-request-id more than once: ");
    }

    /** Some clients fold lines into one. */
    @BesideOthers
    void oneThatHasThemTwiceInOneLineIsSeen() throws Exception {
        CheckReport report = check(16, exchange -> {
            List<Map.Entry<String, String>> headers = new ArrayList<>();
            copy(exchange, NAMES)
                    .forEach(line -> headers.add(Map.entry(line.getKey(), line.getValue() + ", " + line.getValue())));
            call(downstream.url(), headers);
        });
        assertThat(report.findings()).extracting(Finding::fault).containsOnly(Fault.TWICE);
    }

    /** A thread-local that nobody clears: what a request without headers finds is its predecessor's. */
    @BesideOthers
    void oneThatForgetsToClearAThreadLocalSendsAnotherRequestsId() throws Exception {
        ThreadLocal<List<Map.Entry<String, String>>> current = ThreadLocal.withInitial(List::of);
        CheckReport report = check(2, exchange -> {
            List<Map.Entry<String, String>> headers = copy(exchange, NAMES);
            if (!headers.isEmpty()) {
                current.set(headers);
            }
            call(downstream.url() + "/stock", current.get());
        });
        Finding mixedUp = report.findings().get(0);
        assertThat(mixedUp.fault()).isEqualTo(Fault.OF_ANOTHER_REQUEST);
        assertThat(report.findings()).anySatisfy(finding -> {
            assertThat(finding.fault()).isEqualTo(Fault.OF_ANOTHER_REQUEST);
            assertThat(finding.example())
                    .matches("request \\d+ \\(without headers\\), sent alone: GET /stock had the x-request-id of"
                            + " request \\d+, [0-9a-f-]{36}; had the .*");
            assertThat(finding.cause()).startsWith("what an earlier request left behind: a thread-local");
        });
    }

    @BesideOthers
    void oneWhosePoolInheritedTheFirstRequestsHeadersIsSeen() throws Exception {
        InheritableThreadLocal<List<Map.Entry<String, String>>> current = new InheritableThreadLocal<>();
        ExecutorService pool = pool(1);
        CheckReport report = check(1, exchange -> {
            current.set(copy(exchange, NAMES));
            pool.submit(() -> {
                        call(downstream.url() + "/stock", current.get());
                        return null;
                    })
                    .get();
        });
        assertThat(report.findings()).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.fault()).isEqualTo(Fault.OF_ANOTHER_REQUEST);
            assertThat(finding.cause()).startsWith("the headers of one request stay for all that follow");
        });
        assertThat(report.findings().get(0).example())
                .contains("request 2, sent alone: GET /stock had the x-request-id of request 1, ")
                .contains(" instead of ");
    }

    /** Right whenever requests come one at a time. */
    @BesideOthers
    void oneThatKeepsThemInAFieldIsSeenUnderLoad() throws Exception {
        AtomicReference<List<Map.Entry<String, String>>> shared = new AtomicReference<>(List.of());
        CheckReport report = check(16, exchange -> {
            List<Map.Entry<String, String>> own = copy(exchange, NAMES);
            shared.set(own);
            call(downstream.url() + "/first", own);
            call(downstream.url() + "/second", shared.get());
        });
        assertThat(report.findings()).extracting(Finding::fault).contains(Fault.OF_ANOTHER_REQUEST);
        Finding mixedUp = report.findings().stream()
                .filter(finding -> finding.fault() == Fault.OF_ANOTHER_REQUEST)
                .findFirst()
                .orElseThrow();
        assertThat(mixedUp.call()).isEqualTo("GET /second");
        assertThat(mixedUp.example())
                .matches("\\d+ calls GET /second had the headers of request \\d+, which makes 1.*");
        assertThat(mixedUp.cause()).startsWith("requests that are served at the same time share a place");
    }

    /** All headers are exchanged, so that only the URL still tells whose call it is. */
    @BesideOthers
    void twoRequestsThatExchangeTheirHeadersAreSeenByTheIdInTheUrl() throws Exception {
        Exchanger<HttpExchange> exchanger = new Exchanger<>();
        SmallService service = start(16, exchange -> {
            // The first two of those that overlap
            boolean exchanges = exchange.getRequestURI().getQuery().matches(".*n00001[34]");
            HttpExchange headersOf = exchanges ? exchanger.exchange(exchange, 20, TimeUnit.SECONDS) : exchange;
            call(downstream.url() + "/stock?order=" + exchange.getRequestURI().getQuery(), copy(headersOf, NAMES));
        });
        CheckReport report = HeaderCheck.of(service.url("/orders?{id}"))
                .requests(60)
                .concurrency(16)
                .run(downstream);
        assertThat(report.findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.fault()).isEqualTo(Fault.OF_ANOTHER_REQUEST));
        assertThat(report.findings().get(0).example()).matches("request 1[34], sent while others were served: .*");
        assertThat(report.toString()).doesNotContain("{id}, sent");
    }

    @BesideOthers
    void oneThatPassesOnCookiesIsSeenUnlessThatIsAllowed() throws Exception {
        SmallService service = start(
                4,
                exchange -> call(
                        downstream.url(),
                        copy(
                                exchange,
                                exchange.getRequestHeaders().keySet().stream()
                                        .filter(name -> !List.of("Host", "Content-length", "Connection")
                                                .contains(name))
                                        .toList())));
        HeaderCheck check = HeaderCheck.of(service.url("/orders")).requests(20).concurrency(4);
        CheckReport report = check.run(downstream);
        assertThat(report.findings()).hasSize(1);
        assertThat(report.findings().get(0).fault()).isEqualTo(Fault.PASSED_ON);
        assertThat(report.findings().get(0).headers()).contains("cookie", "x-headerhop-decoy");
        assertThat(check.allowingAllHeaders().run(downstream).findings()).isEmpty();
    }

    @BesideOthers
    void oneWhoseListIsShortMissesTheRest() throws Exception {
        CheckReport report = check(
                4,
                exchange ->
                        call(downstream.url(), copy(exchange, List.of("x-request-id", "traceparent", "tracestate"))));
        assertThat(report.findings()).hasSize(1);
        assertThat(report.findings().get(0).fault()).isEqualTo(Fault.MISSING);
        assertThat(report.findings().get(0).headers())
                .containsExactly(
                        "x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid", "x-b3-sampled", "x-b3-flags", "b3");
    }

    @BesideOthers
    void oneThatMakesIdsOfItsOwnIsSeen() throws Exception {
        CheckReport report = check(4, exchange -> {
            List<Map.Entry<String, String>> headers = copy(exchange, NAMES.subList(1, NAMES.size()));
            headers.add(Map.entry("x-request-id", "own-" + System.nanoTime()));
            call(downstream.url(), headers);
        });
        assertThat(report.findings()).hasSize(1);
        assertThat(report.findings().get(0).fault()).isEqualTo(Fault.CHANGED);
        assertThat(report.findings().get(0).example()).matches(".* had x-request-id own-\\d+ instead of .*");
    }

    @BesideOthers
    void aTracerInTheServiceIsRecognisedAndCanBeAllowed() throws Exception {
        SmallService service = start(4, exchange -> {
            List<Map.Entry<String, String>> headers = copy(exchange, List.of("x-request-id", "tracestate"));
            String traceparent = exchange.getRequestHeaders().getFirst("traceparent");
            if (traceparent != null) {
                headers.add(Map.entry("traceparent", traceparent.substring(0, 36) + "00000000000000aa-01"));
            }
            call(downstream.url(), headers);
        });
        HeaderCheck check = HeaderCheck.of(service.url("/orders"))
                .headers(HeaderNames.w3c().plus("x-request-id"))
                .requests(20)
                .concurrency(4);
        CheckReport report = check.run(downstream);
        assertThat(report.findings()).hasSize(1);
        assertThat(report.findings().get(0).fault()).isEqualTo(Fault.NEW_SPAN);
        assertThat(report.findings().get(0).headers()).containsExactly("traceparent");
        assertThat(check.allowingNewSpans().run(downstream).findings()).isEmpty();
    }

    @BesideOthers
    void headersOfOnesOwnAndOfAPrefixAreChecked() throws Exception {
        HeaderNames names = HeaderNames.istio().plus("x-canary", "x-tenant-*");
        SmallService service = start(4, exchange -> call(downstream.url(), copy(exchange, NAMES)));
        CheckReport report = HeaderCheck.of(service.url("/orders"))
                .headers(names)
                .requests(20)
                .concurrency(4)
                .run(downstream);
        assertThat(report.findings()).hasSize(1);
        assertThat(report.findings().get(0).headers()).containsExactly("x-canary", "x-tenant-headerhop");
    }

    @BesideOthers
    void oneThatCallsElsewhereIsSaidToDoSo() throws Exception {
        SmallService service = start(4, exchange -> {});
        CheckReport report = HeaderCheck.of(service.url("/orders"))
                .patience(Duration.ofSeconds(5), Duration.ofMillis(1))
                .run(downstream);
        assertThat(report.findings()).hasSize(1);
        assertThat(report.findings().get(0).fault()).isEqualTo(Fault.NO_CALL);
        assertThat(report.findings().get(0).cause()).startsWith("the service calls another address");
    }

    @BesideOthers
    void oneThatFailsOrIsNotThereIsSaidToDoSo() throws Exception {
        SmallService service = start(4, exchange -> {
            throw new IllegalStateException("on purpose");
        });
        HeaderCheck check =
                HeaderCheck.of(service.url("/orders")).patience(Duration.ofSeconds(5), Duration.ofMillis(1));
        assertThat(check.run(downstream).toString()).contains("request 1, answered 500");
        service.close();
        assertThatThrownBy(() -> check.verify(downstream))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("request 1, no answer: java.net.ConnectException");
    }

    private CheckReport check(int threads, SmallService.Work work) throws Exception {
        return HeaderCheck.of(start(threads, work).url("/orders"))
                .requests(60)
                .concurrency(16)
                .run(downstream);
    }

    private SmallService start(int threads, SmallService.Work work) throws Exception {
        SmallService service = SmallService.start(threads, work);
        toClose.add(service);
        return service;
    }

    private ExecutorService pool(int threads) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        toClose.add(pool::shutdownNow);
        return pool;
    }
}
