// SPDX-License-Identifier: Apache-2.0
package io.headerhop.okhttpusers;

import static io.headerhop.contract.OutboundContract.DOWNSTREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import io.headerhop.okhttpusers.Library.Caller;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LibrariesTest {
    private static final URI SERVER = DOWNSTREAM.uri("/");

    /** Each of 200 requests, 16 at a time, has its own id; every fifth is outside any inbound request. */
    @ParameterizedTest
    @EnumSource
    void manyCallsAtOnceCarryTheirOwnHeadersAndNoOthers(Library library) throws Exception {
        Caller caller = library.on(SERVER);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int number = i;
                calls.add(threads.submit(() -> {
                    try (Scope scope = of(number).makeCurrent()) {
                        caller.call(path(library, number));
                        assertThat(CapturedHeaders.current()).isSameAs(of(number));
                    }
                    return null;
                }));
            }
            for (Future<?> call : calls) {
                call.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        for (int i = 0; i < 200; i++) {
            assertThat(DOWNSTREAM.receivedOnce(path(library, i)).get("x-request-id"))
                    .isEqualTo(of(i).first("x-request-id"));
        }
    }

    private static final List<CapturedHeaders> HEADERS = new ArrayList<>();

    static {
        for (int i = 0; i < 200; i++) {
            HEADERS.add(i % 5 == 4 ? CapturedHeaders.none() : Headers.ofRequest(i));
        }
    }

    private static CapturedHeaders of(int number) {
        return HEADERS.get(number);
    }

    private static String path(Library library, int number) {
        return "/" + library.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + number;
    }

    /** MinIO's client and that for Kubernetes follow none. */
    @ParameterizedTest
    @EnumSource(names = {"FEIGN", "FEIGN_ASYNC", "SPRING"})
    void aRedirectToAnUntrustedHostCarriesNothing(Library library) throws Exception {
        String first = DOWNSTREAM.path("first");
        String untrusted = DOWNSTREAM.path("untrusted");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
        Caller caller = library.on(SERVER);
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            caller.call(first);
        }
        assertThat(DOWNSTREAM.receivedOnce(first)).containsEntry("x-request-id", Headers.requestId(1));
        assertThat(DOWNSTREAM.receivedOnce(untrusted)).doesNotContainKeys(Headers.carriedNames());
    }
}
