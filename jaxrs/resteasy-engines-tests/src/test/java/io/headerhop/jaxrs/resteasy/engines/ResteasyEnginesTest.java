// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.resteasy.engines;

import io.headerhop.contract.OutboundCall;
import io.headerhop.contract.OutboundContract;
import io.headerhop.jaxrs.contract.WayToInvoke;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to invoke works on every engine. */
@ParameterizedClass
@MethodSource("everyWay")
class ResteasyEnginesTest implements OutboundContract {
    @Parameter(0)
    Engine engine;

    @Parameter(1)
    WayToInvoke way;

    static Stream<Arguments> everyWay() {
        return Arrays.stream(Engine.values())
                .flatMap(engine -> Arrays.stream(WayToInvoke.values()).map(way -> Arguments.of(engine, way)));
    }

    @Override
    public PreparedCall prepare(OutboundCall call) {
        return way.prepare(engine.client(), call);
    }
}
