// SPDX-License-Identifier: Apache-2.0
package io.headerhop.microprofile;

import static org.assertj.core.api.Assertions.assertThat;

import io.headerhop.CapturedHeaders;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that has only one of the APIs finds what belongs to that one, and can use it. */
class AbsentApisTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.eclipse.microprofile.context.spi.ThreadContextProvider",
                "jakarta.enterprise.concurrent.spi.ThreadContextProvider",
                "org.eclipse.microprofile.rest.client.spi.RestClientListener"
            })
    void oneApiIsEnough(String service) throws Exception {
        List<URL> path = new ArrayList<>(List.of(of(ClientListener.class), of(CapturedHeaders.class)));
        path.add(of(Class.forName(service)));
        if (service.contains("rest.client")) {
            path.add(of(jakarta.ws.rs.core.Feature.class));
        }
        try (URLClassLoader alone =
                new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            List<Object> found = new ArrayList<>();
            ServiceLoader.load(alone.loadClass(service), alone).forEach(found::add);
            assertThat(found).singleElement().satisfies(provider -> {
                assertThat(provider.getClass().getClassLoader()).isSameAs(alone);
                assertThat(provider.getClass().getMethods()).isNotEmpty();
            });
        }
    }

    private static URL of(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
