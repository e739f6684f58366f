// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.spring.demo;

import io.headerhop.examples.spring.orders.OrdersService;
import io.headerhop.examples.spring.stock.StockService;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Both services, each an application of its own on a free port of this machine. */
record Services(ConfigurableApplicationContext orders, ConfigurableApplicationContext stock, Received received)
        implements AutoCloseable {
    static Services start(String... options) throws IOException {
        Received received = new Received();
        // Each has to know the other's port before both are there.
        int port = freePort();
        ConfigurableApplicationContext stock = start(StockService.class, received, 0, "orders", port, options);
        try {
            return new Services(
                    start(OrdersService.class, received, port, "stock", portOf(stock), options), stock, received);
        } catch (RuntimeException e) {
            stock.close();
            throw e;
        }
    }

    private static ConfigurableApplicationContext start(
            Class<?> service, Received received, int port, String other, int portOfOther, String... options) {
        return new SpringApplicationBuilder(service)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .initializers((GenericApplicationContext context) ->
                        context.registerBean("received", Filter.class, () -> received))
                .properties(options)
                .run(
                        "--server.address=127.0.0.1",
                        "--server.port=" + port,
                        "--" + other + ".url=http://127.0.0.1:" + portOfOther);
    }

    /** Where to order an item. */
    URI order(String item) {
        return URI.create("http://127.0.0.1:" + portOf(orders) + "/orders/" + item);
    }

    private static int portOf(ConfigurableApplicationContext service) {
        return service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        orders.close();
        stock.close();
    }
}
