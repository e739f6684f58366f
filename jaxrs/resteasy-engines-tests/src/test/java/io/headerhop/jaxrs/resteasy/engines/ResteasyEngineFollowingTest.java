// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.engines;

import io.headerhop.contract.FollowingContract;
import io.headerhop.contract.OutboundCall;
import io.headerhop.jaxrs.contract.WayToInvoke;
import jakarta.ws.rs.client.Client;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engines that follow on their own and have no hook for checking a hop: they follow as they do without the feature.
 */
@ParameterizedClass
@MethodSource("everyWay")
class ResteasyEngineFollowingTest implements FollowingContract {
    private static final Map<Engine, Client> WITHOUT_HEADERHOP = new EnumMap<>(Engine.class);

    @Parameter(0)
    Engine engine;

    @Parameter(1)
    WayToInvoke way;

    static Stream<Arguments> everyWay() {
        return Stream.of(Engine.APACHE_ASYNC, Engine.URL_CONNECTION, Engine.JETTY)
                .flatMap(engine -> Stream.of(WayToInvoke.values()).map(way -> Arguments.of(engine, way)));
    }

    @Override
    public PreparedCall prepare(OutboundCall call) {
        return way.prepare(engine.client(), call);
    }

    @Override
    public PreparedCall prepareWithoutHeaderhop(OutboundCall call) {
        return way.prepare(
                WITHOUT_HEADERHOP.computeIfAbsent(engine, kind -> kind.builder().build()), call);
    }
}
