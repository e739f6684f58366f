// SPDX-License-Identifier: Apache-2.0
package io.headerhop.opentelemetry.agent.program;

import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;

/**
 * Services of several frameworks in one JVM, which know nothing of Headerhop. Each answers {@code /CLIENT?to=URL} by
 * calling that URL, by the client of that name where it serves blocking code.
 */
public final class Program {
    private Program() {}

    /** Prints where they listen, and runs until its input ends. */
    public static void main(String[] servers) throws Exception {
        // Whoever asks for a logger before this line has chosen for the application.
        System.setProperty("java.util.logging.manager", ChosenLogManager.class.getName());
        System.out.println("logging by " + LogManager.getLogManager().getClass().getSimpleName());
        try {
            start(servers);
        } catch (Throwable e) {
            e.printStackTrace();
            System.exit(1);
        }
        System.exit(System.in.read() < 0 ? 0 : 1);
    }

    private static void start(String[] servers) throws Exception {
        Map<String, Integer> ports = new TreeMap<>();
        for (String server : servers) {
            ports.put(
                    server,
                    switch (server) {
                        case "jetty" -> BlockingServers.jetty();
                        case "jdk" -> BlockingServers.jdk();
                        case "grpc" -> Grpc.server();
                        case "webflux" -> WebFlux.server();
                        case "vertx" -> VertxServer.server();
                        case "pekko" -> PekkoServer.server();
                        default -> throw new IllegalArgumentException(server);
                    });
        }
        ports.forEach((server, port) -> System.out.println("port " + server + " " + port));
        System.out.println("ready");
    }

    /** The application's own, as JBoss has one. */
    public static final class ChosenLogManager extends LogManager {}
}
