// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.headerhop.CapturedHeaders;
import io.headerhop.Destinations;
import io.headerhop.Scope;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** For clients that follow redirects by themselves and let one judge each hop. */
public interface RedirectContract extends OutboundContract {
    @Test
    default void carriesTheHeadersOnEveryHopOfARedirect() throws Exception {
        String first = DOWNSTREAM.path("first");
        String second = DOWNSTREAM.path("second");
        String third = DOWNSTREAM.path("third");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(second));
        DOWNSTREAM.redirect(second, DOWNSTREAM.uri(third));
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            assertThat(send(OutboundCall.get(DOWNSTREAM.uri(first)))).isEqualTo(200);
        }
        for (String hop : new String[] {first, second, third}) {
            assertThat(DOWNSTREAM.receivedOnce(hop))
                    .contains(entry("x-request-id", Headers.requestId(1)), entry("x-b3-traceid", Headers.TRACE_ID));
        }
    }

    @Test
    default void carriesTheHeadersWhereARedirectTurnsAPostIntoAGet() throws Exception {
        String post = DOWNSTREAM.path("post");
        String get = DOWNSTREAM.path("get");
        DOWNSTREAM.redirect(post, DOWNSTREAM.uri(get));
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            assertThat(send(new OutboundCall("POST", DOWNSTREAM.uri(post), Map.of(), "{}")))
                    .isEqualTo(200);
        }
        assertThat(DOWNSTREAM.receivedOnce(post)).contains(entry("x-request-id", Headers.requestId(1)));
        assertThat(DOWNSTREAM.requestLine(get)).startsWith("GET ");
        assertThat(DOWNSTREAM.receivedOnce(get))
                .contains(entry("x-request-id", Headers.requestId(1)), entry("x-b3-traceid", Headers.TRACE_ID));
    }

    @Test
    default void carriesTheHeadersOnEveryHopUntilTheClientGivesUpOnACircle() throws Exception {
        String path = DOWNSTREAM.path("circle");
        DOWNSTREAM.redirect(path, DOWNSTREAM.uri(path));
        CapturedHeaders headers = Headers.ofRequest(1);
        try (Scope scope = headers.makeCurrent()) {
            catchThrowable(() -> send(OutboundCall.get(DOWNSTREAM.uri(path))));
            assertThat(CapturedHeaders.current()).isSameAs(headers);
        }
        assertThat(DOWNSTREAM.received(path))
                .isNotEmpty()
                .allSatisfy(hop -> assertThat(hop).contains(entry("x-request-id", Headers.requestId(1))));
    }

    @Test
    default void aRedirectToAStrangerGoesThereWithoutTheHeaders() throws Exception {
        String first = DOWNSTREAM.path("first");
        String stranger = DOWNSTREAM.path("stranger");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(stranger));
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            assertThat(send(OutboundCall.get(DOWNSTREAM.uri(first)).with(Map.of("X-Own", "1"))))
                    .isEqualTo(200);
        }
        assertThat(DOWNSTREAM.receivedOnce(first)).contains(entry("x-request-id", Headers.requestId(1)));
        assertThat(DOWNSTREAM.receivedOnce(stranger))
                .contains(entry("x-own", "1"))
                .doesNotContainKeys(OutboundContract.carriedNames());
    }

    @Test
    default void aRedirectBackFromAStrangerGoesThereWithTheHeaders() throws Exception {
        String first = DOWNSTREAM.path("first");
        String stranger = DOWNSTREAM.path("stranger");
        String home = DOWNSTREAM.path("home");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(stranger));
        DOWNSTREAM.redirect(stranger, DOWNSTREAM.uri(home));
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            assertThat(send(OutboundCall.get(DOWNSTREAM.uri(first)))).isEqualTo(200);
        }
        assertThat(DOWNSTREAM.receivedOnce(stranger)).doesNotContainKeys(OutboundContract.carriedNames());
        assertThat(DOWNSTREAM.receivedOnce(home)).contains(entry("x-request-id", Headers.requestId(1)));
    }

    @Test
    default void aRedirectFromAStrangerIntoTheMeshGoesThereWithTheHeaders() throws Exception {
        String stranger = DOWNSTREAM.path("stranger");
        String home = DOWNSTREAM.path("home");
        DOWNSTREAM.redirect(stranger, DOWNSTREAM.uri(home));
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            assertThat(send(OutboundCall.get(DOWNSTREAM.uriByOtherHost(stranger))))
                    .isEqualTo(200);
        }
        assertThat(DOWNSTREAM.receivedOnce(stranger)).doesNotContainKeys(OutboundContract.carriedNames());
        assertThat(DOWNSTREAM.receivedOnce(home)).contains(entry("x-request-id", Headers.requestId(1)));
    }

    @Test
    default void whatReplacesTheCallersHeadersReachesNoStrangerThroughTheMesh() throws Exception {
        String stranger = DOWNSTREAM.path("stranger");
        String home = DOWNSTREAM.path("home");
        String other = DOWNSTREAM.path("other");
        DOWNSTREAM.redirect(stranger, DOWNSTREAM.uri(home));
        DOWNSTREAM.redirect(home, DOWNSTREAM.uriByOtherHost(other));
        CapturedHeaders headers = Headers.captured(
                Headers.RULES.destinations(Destinations.only("127.0.0.1")).replacing(true), Headers.mapOfRequest(1));
        try (Scope scope = headers.makeCurrent()) {
            send(OutboundCall.get(DOWNSTREAM.uriByOtherHost(stranger)).with(Map.of("x-request-id", "the-callers-own")));
        }
        assertThat(DOWNSTREAM.receivedOnce(home))
                .contains(entry("x-request-id", "the-callers-own"), entry("x-b3-traceid", Headers.TRACE_ID));
        assertThat(DOWNSTREAM.receivedOnce(other))
                .contains(entry("x-request-id", "the-callers-own"))
                .doesNotContainKey("x-b3-traceid");
    }

    @Test
    default void aHeaderOfTheCallersOwnFollowsTheRedirectAsTheClientHasIt() throws Exception {
        String first = DOWNSTREAM.path("first");
        String stranger = DOWNSTREAM.path("stranger");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(stranger));
        CapturedHeaders headers =
                Headers.captured(Headers.RULES.destinations(Destinations.only("127.0.0.1")), Headers.mapOfRequest(1));
        try (Scope scope = headers.makeCurrent()) {
            send(OutboundCall.get(DOWNSTREAM.uri(first)).with(Map.of("x-request-id", "the-callers-own")));
        }
        assertThat(DOWNSTREAM.receivedOnce(stranger))
                .contains(entry("x-request-id", "the-callers-own"))
                .doesNotContainKey("x-b3-traceid");
    }
}
