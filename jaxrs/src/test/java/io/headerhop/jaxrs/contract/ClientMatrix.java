// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs.contract;

import io.headerhop.jaxrs.HeaderPropagationClientFeature;
import jakarta.ws.rs.client.Client;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Every way to invoke on every kind of executor, with clients on which only the feature is registered. */
public final class ClientMatrix {
    private static final Map<AsyncExecutor, Client> CLIENTS = new EnumMap<>(AsyncExecutor.class);

    private ClientMatrix() {}

    public static Stream<Arguments> everyWay() {
        return Arrays.stream(AsyncExecutor.values())
                .flatMap(executor -> Arrays.stream(WayToInvoke.values()).map(way -> Arguments.of(executor, way)));
    }

    /** Without the direct executor, on which nothing is asynchronous. */
    public static Stream<Arguments> waysWithCallback() {
        return Stream.of(AsyncExecutor.DEFAULT, AsyncExecutor.POOL)
                .flatMap(executor -> WayToInvoke.WITH_CALLBACK.stream().map(way -> Arguments.of(executor, way)));
    }

    public static synchronized Client client(AsyncExecutor executor) {
        return CLIENTS.computeIfAbsent(
                executor, kind -> kind.builder().build().register(HeaderPropagationClientFeature.class));
    }
}
