// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.cxf.client;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.Scope;
import io.headerhop.contract.FollowingContract;
import io.headerhop.contract.Headers;
import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.RedirectContract;
import io.headerhop.contract.Trust;
import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import io.headerhop.jaxrs.contract.WayToInvoke;
import jakarta.ws.rs.client.Client;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the application lets CXF follow redirects ({@code http.autoredirect}), on every conduit. */
@ParameterizedClass
@MethodSource("everyWay")
class CxfRedirectTest implements RedirectContract, FollowingContract {
    private static final Map<Conduit, Client> CLIENTS = new EnumMap<>(Conduit.class);
    private static final Map<Conduit, Client> WITHOUT_HEADERHOP = new EnumMap<>(Conduit.class);

    /** The others return the last hop's response or the first one's, unpredictably, with or without Headerhop. */
    static final Set<WayToInvoke> FOLLOWED_BY_HC5 = EnumSet.of(WayToInvoke.SYNC, WayToInvoke.INVOKE, WayToInvoke.RX);

    @Parameter(0)
    Conduit conduit;

    @Parameter(1)
    WayToInvoke way;

    static Stream<Arguments> everyWay() {
        return Conduit.all()
                .flatMap(conduit -> Stream.of(WayToInvoke.values())
                        .filter(way -> conduit != Conduit.HC5 || FOLLOWED_BY_HC5.contains(way))
                        .map(way -> Arguments.of(conduit, way)));
    }

    private static Client configured(Conduit conduit) {
        return conduit.following()
                .sslContext(Trust.context())
                .hostnameVerifier((host, session) -> true)
                .build();
    }

    @Override
    public PreparedCall prepare(OutboundCall call) {
        return way.prepare(
                CLIENTS.computeIfAbsent(
                        conduit, kind -> configured(kind).register(HeaderPropagationClientFeature.class)),
                call);
    }

    @Override
    public PreparedCall prepareWithoutHeaderhop(OutboundCall call) {
        return way.prepare(WITHOUT_HEADERHOP.computeIfAbsent(conduit, CxfRedirectTest::configured), call);
    }

    /** CXF does not turn a POST into a GET. */
    @Test
    void carriesTheHeadersWhereThePostIsSentAgain() throws Exception {
        String first = DOWNSTREAM.path("first");
        String last = DOWNSTREAM.path("last");
        DOWNSTREAM.redirect(first, DOWNSTREAM.uri(last));
        try (Scope scope = Headers.ofRequest(1).makeCurrent()) {
            assertThat(send(new OutboundCall("POST", DOWNSTREAM.uri(first), Map.of(), "{}")))
                    .isEqualTo(200);
        }
        assertThat(DOWNSTREAM.requestLine(last)).startsWith("POST ").endsWith(" {}");
        assertThat(DOWNSTREAM.receivedOnce(last)).contains(entry("x-request-id", Headers.requestId(1)));
    }
}
