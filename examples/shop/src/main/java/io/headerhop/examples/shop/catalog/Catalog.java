// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.catalog;

import io.headerhop.HeaderPropagation;
import io.headerhop.examples.shop.service.Environment;
import io.headerhop.examples.shop.service.RequestLog;
import io.headerhop.examples.shop.service.Running;
import io.headerhop.servlet.HeaderPropagationInitializer;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** The catalog: a servlet on Tomcat. */
public final class Catalog {
    private Catalog() {}

    public static void main(String[] args) throws Exception {
        start(Environment.ofProcess()).untilTold();
    }

    /** Starts the service; it listens when this returns. */
    public static Running start(Environment environment) throws Exception {
        Running running = new Running();
        RequestLog log = running.start(() -> RequestLog.of("catalog", environment));
        Prices prices = new Prices(environment.percent("DISCOUNT_PERCENT", 0));

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
        Wrapper products = Tomcat.addServlet(context, "products", new ProductServlet(prices, log));
        products.setAsyncSupported(true);
        products.addMapping("/products/*");

        running.stopWith(() -> {
            tomcat.stop();
            tomcat.destroy();
        });
        tomcat.start();
        return running;
    }
}
