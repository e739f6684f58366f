// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.bank;

import com.sun.net.httpserver.HttpServer;
import io.headerhop.examples.shop.service.Environment;
import io.headerhop.examples.shop.service.Running;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The bank. It charges small amounts at once and takes its time over large ones, and shows which headers came with the
 * latest charges.
 */
public final class Bank {
    private Bank() {}

    public static void main(String[] args) throws Exception {
        start(Environment.ofProcess()).untilTold();
    }

    /** Starts the bank; it listens when this returns. */
    public static Running start(Environment environment) throws Exception {
        Running running = new Running();
        Received received = new Received();

        HttpServer server = HttpServer.create(
                new InetSocketAddress(environment.text("LISTEN_ON", "127.0.0.1"), environment.port("PORT", 8080)), 0);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        server.setExecutor(threads);
        server.createContext("/charges", new Charges(received));
        server.createContext("/received", received::answerJson);
        server.createContext("/", received::answerPage);

        running.stopWith(threads::shutdownNow);
        running.stopWith(() -> server.stop(0));
        server.start();
        return running;
    }
}
