// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.cxf.client;

import io.headerhop.jaxrs.contract.ClientDifferenceContract;
import io.headerhop.jaxrs.contract.WayToInvoke;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("clients")
class CxfDifferenceTest implements ClientDifferenceContract {
    /** CXF logs the stack trace of every failed call. */
    private static final Logger LOGGER = Logger.getLogger("org.apache.cxf");

    @Parameter(0)
    Conduit conduit;

    @Parameter(1)
    boolean followsRedirects;

    /**
     * Where HC5 follows, CXF 4.1 returns now the last hop's response and now the first one's, without the feature too.
     */
    static Stream<Arguments> clients() {
        return Conduit.all()
                .flatMap(conduit -> Stream.of(Arguments.of(conduit, true), Arguments.of(conduit, false)))
                .filter(client -> !(client.get()[0] == Conduit.HC5 && (boolean) client.get()[1]));
    }

    @BeforeAll
    static void quiet() {
        LOGGER.setLevel(Level.OFF);
    }

    @AfterAll
    static void asBefore() {
        LOGGER.setLevel(null);
    }

    @Override
    public ClientBuilder builder() {
        return followsRedirects ? conduit.following() : conduit.builder();
    }

    @Override
    public Set<WayToInvoke> comparableWays() {
        return conduit == Conduit.HC5
                ? CxfRedirectTest.FOLLOWED_BY_HC5
                : ClientDifferenceContract.super.comparableWays();
    }
}
