// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.spring.orders;

import io.headerhop.testkit.HeaderCheck;
import io.headerhop.testkit.HeaderhopExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The three clients of the service, one of them on a thread of Spring's pool. */
@SpringBootTest(classes = OrdersService.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class OrdersServiceTest {
    @RegisterExtension
    static final HeaderhopExtension mesh = HeaderhopExtension.start();

    @DynamicPropertySource
    static void stock(DynamicPropertyRegistry properties) {
        properties.add("stock.url", mesh::url);
    }

    @Test
    void everyCallCarriesTheHeadersOfItsOrder(@LocalServerPort int port) throws Exception {
        mesh.verify(HeaderCheck.of("http://localhost:" + port + "/orders/{id}")
                .method("POST", null)
                .expecting("GET /left/*", "GET /prices/*", "POST /reservations/*"));
    }
}
