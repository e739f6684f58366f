// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.headerhop.CapturedHeaders;
import io.headerhop.Destinations;
import io.headerhop.HeaderNames;
import io.headerhop.HeaderPropagation;
import io.headerhop.Scope;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * For clients that follow redirects on their own and let an adapter check each hop: the headers go only where the
 * destinations allow.
 */
public interface RedirectContract extends OutboundClient {
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
    default void carriesTheHeadersOnEveryHopUntilTheClientGivesUpOnACircle() throws Exception {
        String path = DOWNSTREAM.path("circle");
        DOWNSTREAM.redirect(path, DOWNSTREAM.uri(path));
        CapturedHeaders headers = Headers.ofRequest(1);
        try (Scope scope = headers.makeCurrent()) {
            Throwable ignored = catchThrowable(() -> send(OutboundCall.get(DOWNSTREAM.uri(path))));
            assertThat(CapturedHeaders.current()).isSameAs(headers);
        }
        assertThat(DOWNSTREAM.received(path))
                .isNotEmpty()
                .allSatisfy(hop -> assertThat(hop).contains(entry("x-request-id", Headers.requestId(1))));
    }

    @Test
    default void aRedirectToAnUntrustedHostGoesThereWithoutTheHeaders() throws Exception {
        String first = DOWNSTREAM.path("first");
        String untrusted = DOWNSTREAM.path("untrusted");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            assertThat(send(OutboundCall.get(DOWNSTREAM.uri(first)).with(Map.of("X-Own", "1"))))
                    .isEqualTo(200);
        }
        assertThat(DOWNSTREAM.receivedOnce(first)).contains(entry("x-request-id", Headers.requestId(1)));
        assertThat(DOWNSTREAM.receivedOnce(untrusted))
                .contains(entry("x-own", "1"))
                .doesNotContainKeys(Headers.carriedNames());
    }

    @Test
    default void aRedirectBackFromAnUntrustedHostGoesThereWithTheHeaders() throws Exception {
        String first = DOWNSTREAM.path("first");
        String untrusted = DOWNSTREAM.path("untrusted");
        String home = DOWNSTREAM.path("home");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
        DOWNSTREAM.redirect(untrusted, DOWNSTREAM.uri(home));
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            assertThat(send(OutboundCall.get(DOWNSTREAM.uri(first)))).isEqualTo(200);
        }
        assertThat(DOWNSTREAM.receivedOnce(untrusted)).doesNotContainKeys(Headers.carriedNames());
        assertThat(DOWNSTREAM.receivedOnce(home)).contains(entry("x-request-id", Headers.requestId(1)));
    }

    @Test
    default void aRedirectFromAnUntrustedHostIntoTheMeshGoesThereWithTheHeaders() throws Exception {
        String untrusted = DOWNSTREAM.path("untrusted");
        String home = DOWNSTREAM.path("home");
        DOWNSTREAM.redirect(untrusted, DOWNSTREAM.uri(home));
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            assertThat(send(OutboundCall.get(DOWNSTREAM.uriByOtherHost(untrusted))))
                    .isEqualTo(200);
        }
        assertThat(DOWNSTREAM.receivedOnce(untrusted)).doesNotContainKeys(Headers.carriedNames());
        assertThat(DOWNSTREAM.receivedOnce(home)).contains(entry("x-request-id", Headers.requestId(1)));
    }

    @Test
    default void whatReplacesTheCallersHeadersReachesNoUntrustedHostThroughTheMesh() throws Exception {
        String untrusted = DOWNSTREAM.path("untrusted");
        String home = DOWNSTREAM.path("home");
        String other = DOWNSTREAM.path("other");
        DOWNSTREAM.redirect(untrusted, DOWNSTREAM.uri(home));
        DOWNSTREAM.redirect(home, DOWNSTREAM.uriByOtherHost(other));
        CapturedHeaders headers = Headers.captured(
                Headers.RULES.destinations(Destinations.only("127.0.0.1")).replacing(true), Headers.mapOfRequest(1));
        try (Scope scope = headers.makeCurrent()) {
            send(OutboundCall.get(DOWNSTREAM.uriByOtherHost(untrusted))
                    .with(Map.of("x-request-id", "the-callers-own")));
        }
        assertThat(DOWNSTREAM.receivedOnce(home))
                .contains(entry("x-request-id", "the-callers-own"), entry("x-b3-traceid", Headers.TRACE_ID));
        assertThat(DOWNSTREAM.receivedOnce(other))
                .contains(entry("x-request-id", "the-callers-own"))
                .doesNotContainKey("x-b3-traceid");
    }

    @Test
    default void aHeaderOfTheCallersOwnFollowsTheRedirectAsTheClientSendsIt() throws Exception {
        String first = DOWNSTREAM.path("first");
        String untrusted = DOWNSTREAM.path("untrusted");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
        CapturedHeaders headers =
                Headers.captured(Headers.RULES.destinations(Destinations.only("127.0.0.1")), Headers.mapOfRequest(1));
        try (Scope scope = headers.makeCurrent()) {
            send(OutboundCall.get(DOWNSTREAM.uri(first)).with(Map.of("x-request-id", "the-callers-own")));
        }
        assertThat(DOWNSTREAM.receivedOnce(untrusted))
                .contains(entry("x-request-id", "the-callers-own"))
                .doesNotContainKey("x-b3-traceid");
    }

    /** Some clients do not go there at all, as if the caller had set these headers. */
    @Test
    default void carriedCredentialsAreNotSentToAnUntrustedHost() throws Exception {
        String first = DOWNSTREAM.path("first");
        String second = DOWNSTREAM.path("second");
        String untrusted = DOWNSTREAM.path("untrusted");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(second));
        DOWNSTREAM.redirect(second, DOWNSTREAM.uriByOtherHost(untrusted));
        CapturedHeaders headers = Headers.captured(
                HeaderPropagation.of(HeaderNames.istio().plus("authorization", "x-jwt"))
                        .destinations(Destinations.only("127.0.0.1")),
                Map.of("authorization", List.of("Bearer of-the-caller"), "x-jwt", List.of("of-the-caller")));
        try (Scope scope = headers.makeCurrent()) {
            send(OutboundCall.get(DOWNSTREAM.uri(first)));
        }
        for (String inMesh : new String[] {first, second}) {
            assertThat(DOWNSTREAM.receivedOnce(inMesh))
                    .contains(entry("authorization", "Bearer of-the-caller"), entry("x-jwt", "of-the-caller"));
        }
        assertThat(DOWNSTREAM.received(untrusted))
                .allSatisfy(hop -> assertThat(hop).doesNotContainKeys("authorization", "x-jwt"));
    }

    /** Some clients cannot go there, since they speak only HTTP/2 without TLS. */
    @Test
    default void aRedirectToAnotherPortAndSchemeOfTheSameHostIsJudgedAnew() throws Exception {
        String first = DOWNSTREAM.path("first");
        String last = DOWNSTREAM.path("last");
        URI uri = DOWNSTREAM.uri(first);
        DOWNSTREAM.redirect(first, URI.create("https://127.0.0.1:" + DOWNSTREAM.httpsPort() + last));
        try (Scope scope =
                Headers.ofRequestOnlyTo(1, "127.0.0.1:" + uri.getPort()).makeCurrent()) {
            Throwable ignored = catchThrowable(() -> send(OutboundCall.get(uri)));
        }
        assertThat(DOWNSTREAM.receivedOnce(first)).contains(entry("x-request-id", Headers.requestId(1)));
        assertThat(DOWNSTREAM.received(last))
                .allSatisfy(hop -> assertThat(hop).doesNotContainKeys(Headers.carriedNames()));
    }
}
