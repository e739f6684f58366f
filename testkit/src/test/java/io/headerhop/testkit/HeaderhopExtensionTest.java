// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HeaderhopExtensionTest {
    private static final CapturedHeaders HEADERS =
            HeaderPropagation.istio().capture(Map.of("x-request-id", "7b2f1c9e-3d44-4a6b-9f0e-51c8a2d7e603"));

    @RegisterExtension
    static final HeaderhopExtension mesh = HeaderhopExtension.start();

    private static SmallService service;

    @BeforeAll
    static void start() throws Exception {
        service = SmallService.start(
                64,
                exchange -> SmallService.call(mesh.url() + "/stock", SmallService.copy(exchange, SmallService.NAMES)));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void everyCallCarriesTheHeadersOfItsRequest() throws Exception {
        mesh.verify(service.url("/orders"));
    }

    @Test
    void aHeaderOfOnesOwnIsMissedInWords() {
        HeaderCheck check = HeaderCheck.of(service.url("/orders"))
                .headers(HeaderNames.istio().plus("x-canary"))
                .requests(20)
                .concurrency(4);
        assertThatThrownBy(() -> mesh.verify(check))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("missing x-canary: GET /stock, 14 calls\n\nGET http://")
                .hasMessageContaining("1. missing x-canary: GET /stock, 14 calls")
                .hasMessageContaining("request 1, sent alone: GET /stock had no x-canary");
    }

    @Test
    void wireMockCanStandIn() throws Exception {
        WireMockServer wireMock =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        wireMock.start();
        try (SmallService service = SmallService.start(
                4,
                exchange -> SmallService.call(
                        wireMock.url("/stock/17"), SmallService.copy(exchange, SmallService.NAMES)))) {
            wireMock.stubFor(WireMock.get(WireMock.urlPathMatching("/stock/.*")));
            Calls calls = WireMockCalls.of(wireMock);
            CheckReport report = HeaderCheck.of(service.url("/orders"))
                    .requests(20)
                    .concurrency(4)
                    .verify(calls);
            assertThat(report.toString()).contains("GET /stock/*        20     ");
        } finally {
            wireMock.stop();
        }
    }

    @Test
    void headersThatATaskStillHasAreFound() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        ExecutorService pool = Executors.newSingleThreadExecutor(task -> new Thread(task, "audit-1"));
        try {
            pool.execute(() -> {
                try (Scope scope = HEADERS.makeCurrent()) {
                    opened.countDown();
                    mayEnd.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            opened.await();
            assertThatThrownBy(LeftHeaders::assertNone)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("thread \"audit-1\", now at ")
                    .hasMessageContaining("[x-request-id]");
        } finally {
            mayEnd.countDown();
            pool.shutdown();
        }
        LeftHeaders.assertNone();
    }

    @Test
    void headersThatTheTestItselfLeftAreFound() throws Exception {
        Scope forgotten = HEADERS.makeCurrent();
        assertThatThrownBy(LeftHeaders::assertNone)
                .hasMessageContaining(Thread.currentThread().getName());
        forgotten.close();
        LeftHeaders.assertNone();
    }
}
