// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.shop.demo;

import io.headerhop.examples.shop.service.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports of the demo: ten for each {@link MeshService}, the first for its sidecar, the second its own, and the
 * others for its sidecar's outbound listeners. After them the bank's, and those where a Jaeger started by the demo
 * receives spans. Zipkin and Jaeger have their usual ports.
 */
record Ports(int base, int zipkin, int jaeger) {
    private static final int BANK = 50;
    private static final int DEFAULT_BASE = 18_080;
    private static final int DEFAULT_ZIPKIN = 9411;
    private static final int DEFAULT_JAEGER = 16_686;

    /** As the variables {@code SHOP_BASE_PORT}, {@code SHOP_ZIPKIN_PORT} and {@code SHOP_JAEGER_PORT} set them. */
    static Ports of(Environment environment) {
        int base = environment.port("SHOP_BASE_PORT", DEFAULT_BASE);
        Ports ports = new Ports(
                base,
                environment.port("SHOP_ZIPKIN_PORT", DEFAULT_ZIPKIN),
                environment.port("SHOP_JAEGER_PORT", DEFAULT_JAEGER));
        if (base == 0 || ports.last() > 65_535 || ports.zipkin() == 0 || ports.jaeger() == 0) {
            throw new IllegalArgumentException("SHOP_BASE_PORT=" + base + ", SHOP_ZIPKIN_PORT=" + ports.zipkin()
                    + ", SHOP_JAEGER_PORT=" + ports.jaeger() + ": the shop takes " + (ports.last() - base + 1)
                    + " ports from the first, and Zipkin or Jaeger its own");
        }
        return ports;
    }

    /** A port that is already in use. */
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

    /** Where a Jaeger started by the demo receives spans as OTLP over HTTP. */
    int jaegerOtlp() {
        return bank() + 1;
    }

    /** Where it receives them in Zipkin's format. */
    int jaegerZipkin() {
        return bank() + 2;
    }

    private int last() {
        return jaegerZipkin();
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
            check(port.getKey(), port.getValue(), moveTheShop());
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

    /** Makes sure that Jaeger can be started. */
    void checkJaeger() throws InUseException {
        check(
                jaeger,
                "Jaeger",
                "If that is a Jaeger, use it: examples/shop/run --backend jaeger --jaeger " + url(jaeger)
                        + "; if not, move ours: SHOP_JAEGER_PORT=" + another(jaeger, DEFAULT_JAEGER)
                        + " examples/shop/run --backend jaeger");
        for (int port : new int[] {jaegerOtlp(), jaegerZipkin()}) {
            check(port, "where Jaeger receives spans", moveTheShop());
        }
    }

    private String moveTheShop() {
        return "Stop what listens there, or move the shop: SHOP_BASE_PORT=" + another(base, DEFAULT_BASE)
                + " examples/shop/run";
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
