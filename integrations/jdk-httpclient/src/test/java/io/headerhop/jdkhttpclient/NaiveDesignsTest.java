// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jdkhttpclient;

import static io.headerhop.contract.OutboundContract.DOWNSTREAM;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import io.headerhop.contract.Headers;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** What looks right and is not. */
class NaiveDesignsTest {
    private final HttpClient following =
            HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build();

    /** A header that is set on the request goes to every host that a server names, and nothing is told of a hop. */
    @Test
    void aCopyOfTheRequestAloneSendsTheHeadersToAnyHostOfARedirect() throws Exception {
        String first = DOWNSTREAM.path("first");
        String untrusted = DOWNSTREAM.path("untrusted");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
        HttpRequest copy = HttpRequest.newBuilder(DOWNSTREAM.uri(first))
                .header("x-request-id", Headers.requestId(1))
                .build();
        following.send(copy, BodyHandlers.discarding());
        assertThat(DOWNSTREAM.receivedOnce(untrusted)).contains(entry("x-request-id", Headers.requestId(1)));
    }

    /** A client of another library's cannot be copied: this is what the warning is about. */
    @Test
    void aClientThatIsNotTheJdksFollowsRedirectsUnchecked() throws Exception {
        String first = DOWNSTREAM.path("first");
        String untrusted = DOWNSTREAM.path("untrusted");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uriByOtherHost(untrusted));
        HttpClient client = HeaderPropagationHttpClient.create(new Remembering(following, new ArrayList<>()));
        try (Scope scope = Headers.ofRequestOnlyTo(1, "127.0.0.1").makeCurrent()) {
            client.send(HttpRequest.newBuilder(DOWNSTREAM.uri(first)).build(), BodyHandlers.discarding());
        }
        assertThat(DOWNSTREAM.receivedOnce(untrusted)).contains(entry("x-request-id", Headers.requestId(1)));
    }

    @Test
    void theClientsOwnContinuationsSeeNothing() {
        HttpRequest request =
                HttpRequest.newBuilder(DOWNSTREAM.uri(DOWNSTREAM.path("held"))).build();
        String path = request.uri().getPath();
        var gate = DOWNSTREAM.gate(path);
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            var seen = following
                    .sendAsync(request, BodyHandlers.discarding())
                    .thenApply(response -> CapturedHeaders.current());
            gate.open();
            assertThat(seen.join().isEmpty()).isTrue();
        }
    }
}
