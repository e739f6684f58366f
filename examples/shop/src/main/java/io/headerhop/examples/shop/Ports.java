package io.headerhop.examples.shop;

import io.headerhop.examples.shop.service.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports of the demo: ten for each {@link MeshService}, of which the first is its sidecar's, the second its own, and
 * the others its sidecar's for the calls to others. After them, the bank's. Zipkin has the port that it always has.
 */
record Ports(int base, int zipkin) {
    private static final int BANK = 50;
    private static final int DEFAULT_BASE = 18_080;
    private static final int DEFAULT_ZIPKIN = 9411;

    /** As the variables {@code SHOP_BASE_PORT} and {@code SHOP_ZIPKIN_PORT} say. */
    static Ports of(Environment environment) {
        int base = environment.port("SHOP_BASE_PORT", DEFAULT_BASE);
        Ports ports = new Ports(base, environment.port("SHOP_ZIPKIN_PORT", DEFAULT_ZIPKIN));
        if (base == 0 || ports.bank() > 65_535 || ports.zipkin() == 0) {
            throw new IllegalArgumentException("SHOP_BASE_PORT=" + base + ", SHOP_ZIPKIN_PORT=" + ports.zipkin()
                    + ": the shop takes " + (ports.bank() - base + 1) + " ports from the first, and Zipkin the other");
        }
        return ports;
    }

    /** A port that somebody else has. */
    static final class InUseException extends IOException {
        private static final long serialVersionUID = 1;

        InUseException(int port, String what, String advice) {
            super("Port " + port + " (" + what + ") is in use. " + advice);
        }
    }

    int sidecar(MeshService service) {
        return base + service.firstPort();
    }

    int application(MeshService service) {
        return sidecar(service) + 1;
    }

    int outbound(MeshService from, MeshService to) {
        return sidecar(from) + 2 + from.upstreams().indexOf(to);
    }

    int bank() {
        return base + BANK;
    }

    static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Makes sure that all are free. */
    void check() throws InUseException {
        Map<Integer, String> all = new LinkedHashMap<>();
        for (MeshService service : MeshService.values()) {
            all.put(sidecar(service), service.service() + "'s sidecar");
            all.put(application(service), service.service());
            for (MeshService to : service.upstreams()) {
                all.put(outbound(service, to), service.service() + "'s calls to " + to.service());
            }
        }
        all.put(bank(), "the bank");
        for (Map.Entry<Integer, String> port : all.entrySet()) {
            check(
                    port.getKey(),
                    port.getValue(),
                    "End what listens there, or move the shop: SHOP_BASE_PORT=" + another(base, DEFAULT_BASE)
                            + " examples/shop/run");
        }
    }

    /** Makes sure that Zipkin can be started. */
    void checkZipkin() throws InUseException {
        check(
                zipkin,
                "Zipkin",
                "If that is a Zipkin, use it: examples/shop/run --zipkin " + url(zipkin)
                        + "; if not, move ours: SHOP_ZIPKIN_PORT=" + another(zipkin, DEFAULT_ZIPKIN)
                        + " examples/shop/run");
    }

    private static int another(int port, int usual) {
        return port == usual ? usual + 1000 : usual;
    }

    private static void check(int port, String what, String advice) throws InUseException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new InUseException(port, what, advice);
        }
    }
}
