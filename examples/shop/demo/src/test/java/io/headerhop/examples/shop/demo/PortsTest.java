// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headerhop.examples.shop.service.Environment;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void areWhatTheReadmeSays() {
        Ports ports = Ports.of(new Environment(Map.of()));
        assertThat(ports.sidecar(MeshService.STOREFRONT)).isEqualTo(18080);
        assertThat(ports.application(MeshService.STOREFRONT)).isEqualTo(18081);
        assertThat(ports.outbound(MeshService.STOREFRONT, MeshService.CHECKOUT)).isEqualTo(18083);
        assertThat(ports.sidecar(MeshService.INVENTORY)).isEqualTo(18120);
        assertThat(ports.bank()).isEqualTo(18130);
        assertThat(ports.zipkin()).isEqualTo(9411);
        assertThat(ports.jaeger()).isEqualTo(16686);
        assertThat(ports.jaegerOtlp()).isEqualTo(18131);
        assertThat(ports.jaegerZipkin()).isEqualTo(18132);
    }

    @Test
    void aBusyOneIsNamedWithWhatToDo() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();
            assertThatThrownBy(() -> new Ports(port, 9411, 16686).check())
                    .isInstanceOf(Ports.InUseException.class)
                    .hasMessageContainingAll("Port " + port, "storefront's sidecar", "SHOP_BASE_PORT=18080");
            assertThatThrownBy(() -> new Ports(18080, port, 16686).checkZipkin())
                    .isInstanceOf(Ports.InUseException.class)
                    .hasMessageContainingAll("Port " + port, "--zipkin", "SHOP_ZIPKIN_PORT=9411");
            assertThatThrownBy(() -> new Ports(18080, 9411, port).checkJaeger())
                    .isInstanceOf(Ports.InUseException.class)
                    .hasMessageContainingAll("Port " + port, "--jaeger", "SHOP_JAEGER_PORT=16686");
        }
    }

    @Test
    void aBlockThatDoesNotFitIsRefused() {
        assertThatCode(() -> Ports.of(new Environment(Map.of("SHOP_BASE_PORT", "65483"))))
                .doesNotThrowAnyException();
        for (String base : new String[] {"65484", "0", "-1", "70000", "many"}) {
            assertThatThrownBy(() -> Ports.of(new Environment(Map.of("SHOP_BASE_PORT", base))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("SHOP_BASE_PORT=" + base);
        }
    }
}
