// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.inventory;

import io.headerhop.CapturedHeaders;
import io.headerhop.HeaderPropagation;
import io.headerhop.examples.shop.service.Environment;
import io.headerhop.examples.shop.service.RequestLog;
import io.headerhop.examples.shop.service.Running;
import io.headerhop.okhttp.HeaderPropagationCallFactory;
import io.headerhop.servlet.HeaderPropagationInitializer;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.OkHttpClient;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** The inventory: a servlet on Tomcat, which hands its work to its own threads and makes its calls from there. */
public final class Inventory {
    private Inventory() {}

    public static void main(String[] args) throws Exception {
        start(Environment.ofProcess()).untilTold();
    }

    /** Starts the service; it listens when this returns. */
    public static Running start(Environment environment) throws Exception {
        Running running = new Running();
        RequestLog log = running.start(() -> RequestLog.of("inventory", environment));

        // Its threads have the headers of the request that handed them the work.
        ExecutorService workers = CapturedHeaders.propagating(Executors.newFixedThreadPool(4));
        running.stopWith(workers::shutdownNow);

        OkHttpClient client =
                new OkHttpClient.Builder().callTimeout(Duration.ofSeconds(3)).build();
        running.stopWith(() -> client.connectionPool().evictAll());
        // Outbound: each call carries the headers of the request that triggered it.
        PriceList prices = new PriceList(
                HeaderPropagationCallFactory.create(client), environment.url("CATALOG_URL", "http://catalog:8080"));

        Connector connector = new Connector();
        connector.setPort(environment.port("PORT", 8080));
        connector.setProperty("address", environment.text("LISTEN_ON", "127.0.0.1"));
        connector.setProperty("maxThreads", "8");
        connector.setProperty("minSpareThreads", "2");

        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(environment.text("WORK_FOLDER", System.getProperty("java.io.tmpdir")));
        tomcat.setConnector(connector);

        Context context = tomcat.addContext("", null);
        // Inbound: captures the headers of each request.
        context.addServletContainerInitializer(
                new HeaderPropagationInitializer(HeaderPropagation.fromEnvironment()), null);
        Wrapper reservations = Tomcat.addServlet(context, "reservations", new ReservationServlet(workers, prices, log));
        reservations.setAsyncSupported(true);
        reservations.addMapping("/reservations");

        running.stopWith(() -> {
            tomcat.stop();
            tomcat.destroy();
        });
        tomcat.start();
        return running;
    }
}
