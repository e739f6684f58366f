// SPDX-License-Identifier: Apache-2.0
package io.headerhop.examples.mesh;

import io.headerhop.support.EnvoyConfig;
import io.headerhop.support.EnvoyConfig.Direction;
import io.headerhop.support.EnvoyConfig.Listener;
import io.headerhop.support.EnvoyConfig.Route;
import io.headerhop.support.EnvoySidecar;
import io.headerhop.support.FreePort;
import io.headerhop.support.Program;
import io.headerhop.support.Programs;
import io.headerhop.support.Tracer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The manifests' services that are in the mesh as processes on this machine, each with its container's command line and
 * variables, and behind a real Envoy. Where a URL leads to another service, it leads to the caller's own Envoy here, as
 * iptables would have it. There are no spans to be seen: nothing receives them.
 */
final class LocalMesh implements AutoCloseable {
    private static final Path FOLDER = Example.FOLDER.resolve("target/local-mesh");
    private static final URI NO_COLLECTOR = URI.create("http://127.0.0.1:9");
    /** Less than a test may take, so that what a Job has printed is shown. */
    private static final int MOST_SECONDS = 45;

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Map<String, Pod> pods = new TreeMap<>();

    /** What a Job has printed, and how it ended. */
    record Ended(int exit, String output) {}

    private LocalMesh() {}

    static LocalMesh start(Mesh mesh, Tracer tracer) throws Exception {
        LocalMesh local = new LocalMesh();
        try {
            Stream.concat(Workload.ofShop(mesh), Workload.jobs(mesh))
                    .filter(workload -> mesh.hasSidecars(workload.namespace()))
                    .forEach(workload -> local.pods.put(
                            workload.owner().name(),
                            new Pod(workload, FreePort.any(), FreePort.any(), new HashMap<>())));
            for (Pod pod : local.pods.values()) {
                local.sidecar(pod, tracer);
            }
            for (Pod pod : local.pods.values()) {
                if (pod.isService()) {
                    local.running.push(Program.start(
                            pod.name(), FOLDER.resolve(pod.name() + ".log"), pod.variables(), pod.command()));
                }
            }
            return local;
        } catch (Exception e) {
            local.close();
            throw e;
        }
    }

    /** Runs a Job to its end. */
    Ended run(String job) throws Exception {
        Pod pod = pods.get(job);
        // Into a file: whoever reads from the process itself waits for its end without a bound.
        Path output = FOLDER.resolve(job + ".txt");
        Process process = new ProcessBuilder(pod.command())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try (AutoCloseable ending = process::destroyForcibly) {
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("not ended: " + Files.readString(output));
            }
            return new Ended(process.exitValue(), Files.readString(output));
        }
    }

    private void sidecar(Pod pod, Tracer tracer) throws Exception {
        List<Listener> listeners = new ArrayList<>();
        listeners.add(listener("inbound", pod.sidecarPort, Direction.INBOUND, "application", pod.applicationPort));
        for (URI url : pod.calls()) {
            Pod called = pods.get(url.getHost());
            if (called != null && !pod.outbound.containsKey(url.getHost())) {
                pod.outbound.put(url.getHost(), FreePort.any());
                listeners.add(listener(
                        url.getHost(),
                        pod.outbound.get(url.getHost()),
                        Direction.OUTBOUND,
                        url.getHost(),
                        called.sidecarPort));
            }
        }
        running.push(EnvoySidecar.start(
                Programs.envoyFrom140().path(),
                new EnvoyConfig(
                        pod.name(), tracer, NO_COLLECTOR, "{tag: mesh, literal: {value: local}}", 100, true, listeners),
                FOLDER));
    }

    private static Listener listener(String name, int port, Direction direction, String cluster, int upstream) {
        return new Listener(
                name,
                port,
                direction,
                false,
                List.of(new Route("/", cluster, URI.create("http://127.0.0.1:" + upstream))));
    }

    @Override
    public void close() throws Exception {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }

    /** A workload's one pod. {@code outbound} has its Envoy's ports for calls to others, by their names. */
    private record Pod(Workload workload, int sidecarPort, int applicationPort, Map<String, Integer> outbound) {
        String name() {
            return workload.owner().name();
        }

        boolean isService() {
            return workload.owner().kind().equals("Deployment");
        }

        /** All URLs in its settings and arguments. */
        List<URI> calls() {
            return Stream.concat(settings().values().stream(), workload.arguments().stream())
                    .filter(text -> text.startsWith("http://"))
                    .map(text -> URI.create(text.replace("{id}", "")))
                    .toList();
        }

        /** With the URLs that a service has if none is set. */
        private Map<String, String> settings() {
            Map<String, String> settings = new HashMap<>(workload.variables());
            if (isService()) {
                ShopSettings.of(workload).stream()
                        .filter(setting -> setting.type().equals("url"))
                        .forEach(setting -> settings.put(
                                setting.name(),
                                setting.read(workload.variables()).toString()));
            }
            return settings;
        }

        Map<String, String> variables() {
            Map<String, String> variables = new HashMap<>();
            settings().forEach((name, value) -> variables.put(name, here(value)));
            variables.put("PORT", Integer.toString(applicationPort));
            variables.put("LISTEN_ON", "127.0.0.1");
            variables.put("WORK_FOLDER", FOLDER.resolve(name()).toString());
            return variables;
        }

        List<String> command() {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path")));
            workload.arguments().forEach(argument -> command.add(here(argument)));
            return command;
        }

        /** The same on this machine: other addresses and another port. */
        private String here(String text) {
            for (Map.Entry<String, Integer> to : outbound.entrySet()) {
                text = text.replaceFirst("^http://" + to.getKey() + ":\\d+", "http://127.0.0.1:" + to.getValue());
            }
            return !isService() && workload.ports().contains(text) ? Integer.toString(applicationPort) : text;
        }
    }
}
