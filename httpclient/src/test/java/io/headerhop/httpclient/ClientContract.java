// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.headerhop.Scope;
import io.headerhop.contract.AuthenticationContract;
import io.headerhop.contract.FollowingContract;
import io.headerhop.contract.Headers;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundContract;
import io.headerhop.contract.RedirectContract;
import io.headerhop.contract.RetryContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every client of this library does, and combinations of it: these clients copy later attempts in several places.
 */
interface ClientContract
        extends OutboundContract, RedirectContract, FollowingContract, AuthenticationContract, RetryContract {
    @Test
    default void anUntrustedHostThatAsksForCredentialsGetsNothingOnTheSecondAttemptEither() throws Exception {
        String first = DOWNSTREAM.path("first");
        String untrusted = DOWNSTREAM.path("untrusted");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
        DOWNSTREAM.demandCredentials(untrusted);
        assertThat(attemptsAtUntrusted(first, untrusted)).hasSize(2);
    }

    @Test
    default void anUntrustedHostThatIsUnavailableGetsNothingOnTheRetryEither() throws Exception {
        String first = DOWNSTREAM.path("first");
        String untrusted = DOWNSTREAM.path("untrusted");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
        DOWNSTREAM.beUnavailableOnce(untrusted);
        assertThat(attemptsAtUntrusted(first, untrusted)).hasSize(2);
    }

    @Test
    default void aHostInTheMeshToWhichAnUntrustedHostLeadsGetsTheHeadersOnTheAuthenticatedAttemptToo()
            throws Exception {
        String untrusted = DOWNSTREAM.path("untrusted");
        String home = DOWNSTREAM.path("home");
        DOWNSTREAM.redirect(untrusted, DOWNSTREAM.uri(home));
        DOWNSTREAM.demandCredentials(home);
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            send(OutboundCall.get(DOWNSTREAM.uriByOtherHost(untrusted)));
        }
        assertThat(DOWNSTREAM.received(home))
                .hasSize(2)
                .allSatisfy(attempt -> assertThat(attempt).containsEntry("x-request-id", Headers.requestId(1)));
    }

    private List<Map<String, String>> attemptsAtUntrusted(String first, String untrusted) throws Exception {
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            catchThrowable(() -> send(OutboundCall.get(DOWNSTREAM.uri(first))));
        }
        // Up to 5.3, the second attempt repeats the first hop's request to the untrusted host, and may end there.
        List<Map<String, String>> attempts = new ArrayList<>(DOWNSTREAM.received(first));
        attempts.addAll(DOWNSTREAM.received(untrusted));
        assertThat(attempts.remove(0)).containsEntry("x-request-id", Headers.requestId(1));
        assertThat(attempts).allSatisfy(attempt -> assertThat(attempt).doesNotContainKeys(Headers.carriedNames()));
        return attempts;
    }
}
