// SPDX-License-Identifier: Apache-2.0
package io.headerhop.mesh.opentelemetry;

import io.headerhop.support.EnvoyConfig;
import io.headerhop.support.EnvoyConfig.Direction;
import io.headerhop.support.EnvoyConfig.Listener;
import io.headerhop.support.EnvoyConfig.Route;
import io.headerhop.support.EnvoySidecar;
import io.headerhop.support.Http;
import io.headerhop.support.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The shop's services, each a JVM of its own behind an Envoy of its own, and the bank. */
final class Shop implements AutoCloseable {
    /** The same for all; the collector with the smallest memory of its own, as on a small container. */
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");

    private final Ports ports = new Ports();
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final List<Program> services = new ArrayList<>();
    private double startSeconds;

    private Shop() {}

    /**
     * Opens it: one service after the other, so that none waits for a core while another starts.
     *
     * @param run a word that each sidecar's span has as its tag {@code shop.run}
     */
    static Shop open(Mode mode, Backend backend, String run, Files files, Path folder) throws Exception {
        Shop shop = new Shop();
        try {
            for (Service service : Service.values()) {
                if (service == Service.BANK) {
                    shop.start(service, Mode.NOTHING, backend, files, folder);
                    continue;
                }
                long start = System.nanoTime();
                shop.services.add(shop.start(service, mode, backend, files, folder));
                shop.startSeconds += (System.nanoTime() - start) / 1e9;
            }
            for (Service service : Service.inMesh()) {
                String tag = "{tag: shop.run, literal: {value: \"" + run + "\"}}";
                EnvoyConfig config = new EnvoyConfig(
                        service.word(), backend.tracer(), backend.spans(), tag, 100, true, shop.listeners(service));
                shop.running.push(EnvoySidecar.start(files.envoy(), config, folder.resolve("envoy")));
            }
            return shop;
        } catch (Exception e) {
            shop.close();
            throw e;
        }
    }

    private Program start(Service service, Mode mode, Backend backend, Files files, Path folder)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(mode.settings(files, service.word(), backend.otlp()));
        command.addAll(List.of("-cp", files.classPath()));
        if (!mode.hasAdapters()) {
            command.add(WithoutAdapters.class.getName());
        }
        command.add(service.main());
        Program program = Program.start(
                service.word(), folder.resolve(service.word() + ".log"), service.environment(ports, folder), command);
        running.push(program);
        URI address = URI.create(Ports.url(ports.application(service)) + "/");
        // Any response means that it is open.
        program.await(() -> Http.get(address).statusCode() > 0);
        return program;
    }

    private List<Listener> listeners(Service service) {
        List<Listener> listeners = new ArrayList<>();
        listeners.add(listener(
                "inbound", ports.inbound(service), Direction.INBOUND, "application", ports.application(service)));
        for (Service to : service.upstreams()) {
            listeners.add(
                    listener(to.word(), ports.outbound(service, to), Direction.OUTBOUND, to.word(), ports.inbound(to)));
        }
        return listeners;
    }

    private static Listener listener(String name, int port, Direction direction, String cluster, int upstream) {
        URI to = URI.create(Ports.url(upstream));
        return new Listener(name, port, direction, false, List.of(new Route("/", cluster, to)));
    }

    /** What a customer asks. */
    URI order(String product) {
        return URI.create(Ports.url(ports.inbound(Service.STOREFRONT)) + "/buy/" + product);
    }

    URI bank() {
        return URI.create(Ports.url(ports.application(Service.BANK)));
    }

    /** From the start of each service's JVM to its first response, of all services together. */
    double startSeconds() {
        return startSeconds;
    }

    /** What the services have used so far, all together. */
    double cpuSeconds() {
        return services.stream()
                        .map(service -> ProcessHandle.of(service.pid()).orElseThrow())
                        .mapToLong(process -> process.info()
                                .totalCpuDuration()
                                .orElse(Duration.ZERO)
                                .toMillis())
                        .sum()
                / 1000.0;
    }

    /** The memory that the services have now, all together. */
    double megabytes() throws IOException {
        long kilobytes = 0;
        for (Program service : services) {
            kilobytes += java.nio.file.Files.readAllLines(Path.of("/proc/" + service.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
        return kilobytes / 1024.0;
    }

    @Override
    public void close() throws Exception {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }
}
