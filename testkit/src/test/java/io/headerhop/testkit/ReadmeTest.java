// SPDX-License-Identifier: Apache-2.0
package io.headerhop.testkit;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.headerhop.HeaderNames;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code of the page. */
class ReadmeTest {
    @RegisterExtension
    static final HeaderhopExtension mesh = HeaderhopExtension.start();

    @Test
    void whatTheServiceNeedsAndWhatIsChecked() throws Exception {
        List<String> names = new ArrayList<>(SmallService.NAMES);
        names.add("x-canary");
        try (SmallService service = SmallService.start(
                16, exchange -> SmallService.call(mesh.url() + "/stock", SmallService.copy(exchange, names)))) {
            HeaderCheck check = HeaderCheck.of(service.url("/orders"))
                    .headers(HeaderNames.istio().plus("x-canary"))
                    .header("authorization", "Bearer of-a-test")
                    .requests(200)
                    .concurrency(50)
                    .ignoring("/health", "/metrics/**");
            mesh.downstream().answer("/stock", 200, "{\"left\": 7}");
            mesh.verify(check);
        }
    }

    @Test
    void aWireMockThatTheTestHasAnyway() throws Exception {
        WireMockServer wireMock =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        wireMock.start();
        try (SmallService service = SmallService.start(
                16,
                exchange -> SmallService.call(wireMock.baseUrl(), SmallService.copy(exchange, SmallService.NAMES)))) {
            Calls calls = WireMockCalls.of(wireMock);
            HeaderCheck.of(service.url("/orders")).verify(calls);
        } finally {
            wireMock.stop();
        }
    }
}
