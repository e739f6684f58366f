// SPDX-License-Identifier: Apache-2.0
package com.example.orders;

import io.headerhop.okhttp.HeaderPropagationInterceptors;
import io.headerhop.servlet.HeaderPropagationInitializer;
import io.headerhop.servlet.HeaderPropagationStatusServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/**
 * A service as somebody else has written it, who has read half of the documentation: it hands the headers over to one
 * pool and forgets another one. It looks for new prices once in a while, for no request.
 */
public final class Orders implements AutoCloseable {
    private final ExecutorService reservations =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "reservations-1"));
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "scheduler-1"));
    private final OkHttpClient client = HeaderPropagationInterceptors.install(new OkHttpClient.Builder())
            .dns(host -> List.of(InetAddress.getLoopbackAddress()))
            .build();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    private Orders() {}

    public static Orders open() throws Exception {
        Orders orders = new Orders();
        ServletContextHandler shop = new ServletContextHandler("/shop");
        shop.addServletContainerInitializer(new HeaderPropagationInitializer());
        shop.addServlet(new ServletHolder(orders.new Order()), "/order");
        shop.addServlet(new ServletHolder(HeaderPropagationStatusServlet.loopbackOnly()), "/headerhop");
        // What it calls is the same server, by another name.
        ServletContextHandler others = new ServletContextHandler("/");
        others.addServlet(
                new ServletHolder(new HttpServlet() {
                    @Override
                    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
                        response.setStatus(200);
                    }
                }),
                "/*");
        orders.connector.setHost("127.0.0.1");
        orders.server.addConnector(orders.connector);
        orders.server.setHandler(new ContextHandlerCollection(shop, others));
        orders.server.start();
        return orders;
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
    }

    /** From now on, once an hour. */
    public void refreshPrices() {
        scheduler.scheduleWithFixedDelay(this::seePrices, 0, 1, TimeUnit.HOURS);
    }

    private void seePrices() {
        try (Response prices = client.newCall(get("prices", "/prices")).execute()) {
            if (!prices.isSuccessful()) {
                throw new IllegalStateException(prices.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Request get(String service, String path) {
        return new Request.Builder()
                .url("http://" + service + ":" + connector.getLocalPort() + path)
                .build();
    }

    @Override
    public void close() throws Exception {
        scheduler.shutdownNow();
        reservations.shutdownNow();
        server.stop();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    private final class Order extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            CompletableFuture<Integer> payment = CompletableFuture.supplyAsync(() -> pay());
            reservations.submit(() -> reserve());
            try (Response customer =
                    client.newCall(get("customers", "/customer")).execute()) {
                response.setStatus(payment.join() == 200 ? customer.code() : 402);
            }
        }

        private int reserve() throws IOException {
            try (Response reservation =
                    client.newCall(get("inventory", "/reserve")).execute()) {
                return reservation.code();
            }
        }

        private int pay() {
            try (Response charge = client.newCall(get("payment", "/charge")).execute()) {
                return charge.code();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
