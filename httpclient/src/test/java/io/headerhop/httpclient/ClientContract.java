// SPDX-License-Identifier: Apache-2.0
package io.headerhop.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.headerhop.Scope;
import io.headerhop.contract.AuthenticationContract;
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
 * What every client of this library does, and where they come together: these copy later attempts in several places.
 */
interface ClientContract extends RedirectContract, AuthenticationContract, RetryContract {
    @Test
    default void aStrangerThatAsksForCredentialsGetsNothingOnTheSecondAttemptEither() throws Exception {
        String first = DOWNSTREAM.path("first");
        String stranger = DOWNSTREAM.path("stranger");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(stranger));
        DOWNSTREAM.demandCredentials(stranger);
        assertThat(attemptsAtStranger(first, stranger)).hasSize(2);
    }

    @Test
    default void aStrangerThatIsUnavailableGetsNothingOnTheRetryEither() throws Exception {
        String first = DOWNSTREAM.path("first");
        String stranger = DOWNSTREAM.path("stranger");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(stranger));
        DOWNSTREAM.beUnavailableOnce(stranger);
        assertThat(attemptsAtStranger(first, stranger)).hasSize(2);
    }

    @Test
    default void aHostInTheMeshToWhichAStrangerLeadsGetsTheHeadersOnTheAuthenticatedAttemptToo() throws Exception {
        String stranger = DOWNSTREAM.path("stranger");
        String home = DOWNSTREAM.path("home");
        DOWNSTREAM.redirect(stranger, DOWNSTREAM.uri(home));
        DOWNSTREAM.demandCredentials(home);
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            send(OutboundCall.get(DOWNSTREAM.uriByOtherHost(stranger)));
        }
        assertThat(DOWNSTREAM.received(home))
                .hasSize(2)
                .allSatisfy(attempt -> assertThat(attempt).containsEntry("x-request-id", Headers.requestId(1)));
    }

    private List<Map<String, String>> attemptsAtStranger(String first, String stranger) throws Exception {
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            catchThrowable(() -> send(OutboundCall.get(DOWNSTREAM.uri(first))));
        }
        // Up to 5.3 the second attempt is the first hop's request once more, sent to the stranger, and may end there.
        List<Map<String, String>> attempts = new ArrayList<>(DOWNSTREAM.received(first));
        attempts.addAll(DOWNSTREAM.received(stranger));
        assertThat(attempts.remove(0)).containsEntry("x-request-id", Headers.requestId(1));
        assertThat(attempts)
                .allSatisfy(attempt -> assertThat(attempt).doesNotContainKeys(OutboundContract.carriedNames()));
        return attempts;
    }
}
