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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
            // Up to 5.3 the second attempt can be the first hop's request once more, and end as a circle.
            catchThrowable(() -> send(OutboundCall.get(DOWNSTREAM.uri(first))));
        }
        Map<Boolean, List<Map<String, String>>> byHost = Stream.of(first, stranger)
                .flatMap(path -> DOWNSTREAM.received(path).stream())
                .collect(
                        Collectors.partitioningBy(attempt -> attempt.get("host").startsWith("localhost")));
        assertThat(byHost.get(false))
                .hasSize(1)
                .allSatisfy(attempt -> assertThat(attempt).containsEntry("x-request-id", Headers.requestId(1)));
        assertThat(byHost.get(true))
                .allSatisfy(attempt -> assertThat(attempt).doesNotContainKeys(OutboundContract.carriedNames()));
        return byHost.get(true);
    }
}
