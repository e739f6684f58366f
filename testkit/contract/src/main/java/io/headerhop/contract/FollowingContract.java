// SPDX-License-Identifier: Apache-2.0
package io.headerhop.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Request;
import io.headerhop.CapturedHeaders;
import io.headerhop.Scope;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * For clients that follow redirects on their own: where they go, how often, with which method, credentials and cookies
 * remains up to the client. Each journey is also made without Headerhop, and only the carried headers may differ.
 */
public interface FollowingContract extends OutboundClient {
    /** What a client may or may not send on a new connection. */
    Set<String> OF_THE_CONNECTION = Set.of("connection", "content-length", "host", "http2-settings", "upgrade");

    /** Like {@link #prepare}, with a client set up in the same way but without Headerhop. */
    PreparedCall prepareWithoutHeaderhop(OutboundCall call) throws Exception;

    /** Tells the server where to redirect the client, and the client what to call first. */
    @FunctionalInterface
    interface Journey {
        OutboundCall from(String root);
    }

    @Test
    default void theCallersCredentialsGoWhereTheClientAloneSendsThem() throws Exception {
        Map<String, String> credentials = Map.of("Authorization", "Bearer own", "Cookie", "own=1", "X-Own", "1");
        List<String> alone = assertSameAsAlone(root -> {
            DOWNSTREAM.redirect(root + "/first", DOWNSTREAM.uri(root + "/second"));
            DOWNSTREAM.redirect(root + "/second", DOWNSTREAM.uriByOtherHost(root + "/other"));
            DOWNSTREAM.redirect(root + "/other", DOWNSTREAM.uri(root + "/last"));
            return OutboundCall.get(DOWNSTREAM.uri(root + "/first")).with(credentials);
        });
        // Some clients stop before the other host, since it would see the credentials.
        assertThat(alone).hasSizeGreaterThan(2);
    }

    @Test
    default void cookiesOfAHopComeBackWhereTheClientAloneSendsThem() throws Exception {
        List<String> alone = assertSameAsAlone(root -> {
            DOWNSTREAM.redirect(root + "/first", DOWNSTREAM.uriByOtherHost(root + "/other"));
            DOWNSTREAM.redirect(root + "/other", DOWNSTREAM.uri(root + "/last"));
            return OutboundCall.get(DOWNSTREAM.uri(root + "/first"));
        });
        assertThat(alone).hasSize(4);
    }

    @Test
    default void theClientGivesUpAfterAsManyHopsAsAlone() throws Exception {
        assertThat(assertSameAsAlone(root -> OutboundCall.get(DOWNSTREAM.uri(root + "/down/55"))))
                .hasSizeGreaterThan(5);
    }

    @Test
    default void aCircleEndsAsItDoesForTheClientAlone() throws Exception {
        assertSameAsAlone(root -> {
            DOWNSTREAM.redirect(root + "/first", DOWNSTREAM.uri(root + "/second"));
            DOWNSTREAM.redirect(root + "/second", DOWNSTREAM.uri(root + "/first"));
            return OutboundCall.get(DOWNSTREAM.uri(root + "/first"));
        });
    }

    @Test
    default void aRedirectedRequestHasTheMethodAndBodyThatTheClientAloneGivesIt() throws Exception {
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            for (String method : new String[] {"POST", "PUT", "DELETE", "HEAD"}) {
                String body = method.startsWith("P") ? "{\"n\":1}" : null;
                assertSameAsAlone(root -> {
                    DOWNSTREAM.redirect(
                            root + "/first",
                            status,
                            DOWNSTREAM.uri(root + "/last").toString());
                    return new OutboundCall(method, DOWNSTREAM.uri(root + "/first"), Map.of("X-Own", "1"), body);
                });
            }
        }
    }

    @Test
    default void aChangeOfSchemeEndsAsItDoesForTheClientAlone() throws Exception {
        int plain = DOWNSTREAM.uri("/").getPort();
        for (String to : new String[] {
            "https://127.0.0.1:" + DOWNSTREAM.httpsPort(), "https://127.0.0.1:" + plain, "ftp://127.0.0.1:" + plain
        }) {
            assertSameAsAlone(root -> {
                DOWNSTREAM.redirect(root + "/first", URI.create(to + root + "/last"));
                return OutboundCall.get(DOWNSTREAM.uri(root + "/first"));
            });
        }
    }

    @Test
    default void anOddLocationLeadsWhereItLeadsTheClientAlone() throws Exception {
        for (String location : new String[] {"last", "?x=1", "last#part", "", "/l a s t", "http:///last", "\u00e9"}) {
            assertSameAsAlone(root -> {
                DOWNSTREAM.redirect(root + "/first", 302, location.startsWith("/") ? root + location : location);
                return OutboundCall.get(DOWNSTREAM.uri(root + "/first"));
            });
        }
    }

    /** Returns how the client alone ended, followed by the requests it sent. */
    private List<String> assertSameAsAlone(Journey journey) throws Exception {
        String root = DOWNSTREAM.path("alone");
        List<String> alone = sent(root, prepareWithoutHeaderhop(journey.from(root)));
        assertThat(DOWNSTREAM.requestsBelow(root)).isNotEmpty();

        String rootWith = DOWNSTREAM.path("with");
        CapturedHeaders headers = Headers.ofRequestOnlyTo(1, "127.0.0.1");
        try (Scope scope = headers.makeCurrent()) {
            assertThat(sent(rootWith, prepare(journey.from(rootWith)))).isEqualTo(alone);
            assertThat(CapturedHeaders.current()).isSameAs(headers);
        }
        assertThat(DOWNSTREAM.requestsBelow(rootWith))
                .filteredOn(request -> request.getHost().equals("127.0.0.1"))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(Downstream.headersOf(request))
                        .contains(entry("x-request-id", Headers.requestId(1))));
        return alone;
    }

    private static List<String> sent(String root, PreparedCall call) {
        List<String> all = new ArrayList<>();
        try {
            all.add("" + call.send());
        } catch (Exception e) {
            // Without the cause, which may depend on a race between the client's own threads.
            all.add(e.getClass().getName());
        }
        for (Request request : DOWNSTREAM.requestsBelow(root)) {
            Map<String, String> headers = Downstream.headersOf(request);
            headers.keySet().removeAll(List.of(Headers.carriedNames()));
            headers.keySet().removeAll(OF_THE_CONNECTION);
            all.add((request.getMethod() + " " + request.getAbsoluteUrl() + " " + headers + " "
                            + request.getBodyAsString())
                    .replace(root, ""));
        }
        return all;
    }
}
