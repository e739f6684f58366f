// SPDX-License-Identifier: Apache-2.0
package io.headerhop.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A native image finds by name only the classes listed when it was built. */
class NativeImageTest {
    @Test
    void isToldOfTheClassesThatAServerHasToShow() throws Exception {
        String file = "/META-INF/native-image/io.headerhop/headerhop-jaxrs/reflect-config.json";
        try (InputStream in = ServerClasses.class.getResourceAsStream(file)) {
            String told = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<String> names = Stream.of(ServerClasses.JERSEY, ServerClasses.RESTEASY, ServerClasses.CXF)
                    .flatMap(server -> server.names().stream())
                    .toList();
            assertThat(names).hasSizeGreaterThan(10).allMatch(name -> told.contains("\"" + name + "\""));
        }
    }
}
