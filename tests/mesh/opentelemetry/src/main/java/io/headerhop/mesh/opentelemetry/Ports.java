// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh.opentelemetry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Free ports, each chosen when it is first asked for. */
final class Ports {
    // Below those that the system gives to outgoing connections: minutes pass until the last one listens.
    private static final int LOWEST = 20_000;
    private static final int COUNT = 12_000;
    private static final Random RANDOM = new Random();

    private final Map<String, Integer> ports = new HashMap<>();
    private final Set<Integer> taken = new HashSet<>();

    static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** Where the service itself listens. */
    int application(Service service) {
        return port(service + " itself");
    }

    /** Where its sidecar takes requests for it. */
    int inbound(Service service) {
        return port(service + "'s sidecar");
    }

    /** Where its sidecar takes its calls to another. */
    int outbound(Service from, Service to) {
        return port(from + " to " + to);
    }

    private int port(String what) {
        return ports.computeIfAbsent(what, unused -> another());
    }

    private int another() {
        while (true) {
            int port = LOWEST + RANDOM.nextInt(COUNT);
            if (!taken.contains(port) && isFree(port)) {
                taken.add(port);
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
