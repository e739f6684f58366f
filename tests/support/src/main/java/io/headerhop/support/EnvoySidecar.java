// SPDX-License-Identifier: Apache-2.0
package io.headerhop.support;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An Envoy that runs beside one service. */
public final class EnvoySidecar implements AutoCloseable {
    private final Program program;
    private final Path address;

    private EnvoySidecar(Program program, Path address) {
        this.program = program;
        this.address = address;
    }

    /**
     * Starts it; it listens when this returns.
     *
     * @param folder for its bootstrap file, its output, and the address of its admin port
     */
    public static EnvoySidecar start(Path envoy, EnvoyConfig config, Path folder)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path file = Files.writeString(folder.resolve(config.service() + ".yaml"), config.yaml());
        Path address = folder.resolve(config.service() + ".admin");
        Files.deleteIfExists(address);
        Program program = Program.start(
                config.service() + "'s Envoy",
                folder.resolve(config.service() + ".log"),
                Map.of(),
                List.of(
                        envoy.toString(),
                        "--config-path",
                        file.toString(),
                        "--admin-address-path",
                        address.toString(),
                        // Several Envoys on one machine would share these.
                        "--disable-hot-restart",
                        "--concurrency",
                        "1",
                        "--log-level",
                        "warning"));
        EnvoySidecar sidecar = new EnvoySidecar(program, address);
        program.await(() -> Http.isGood(sidecar.admin("/ready")));
        return sidecar;
    }

    /** At the address that Envoy writes to a file, once it has. */
    private URI admin(String path) throws IOException {
        String written = Files.readString(address).strip();
        if (written.isEmpty()) {
            throw new IOException("the address is not written yet");
        }
        return URI.create("http://" + written + path);
    }

    /** The ports of its listeners, by their names. */
    public Map<String, Integer> ports() throws IOException {
        Map<String, Integer> ports = new HashMap<>();
        JsonObject listeners = JsonParser.parseString(Http.body(admin("/listeners?format=json")))
                .getAsJsonObject();
        for (JsonElement listener : listeners.getAsJsonArray("listener_statuses")) {
            JsonObject status = listener.getAsJsonObject();
            JsonObject socket = status.getAsJsonObject("local_address").getAsJsonObject("socket_address");
            ports.put(status.get("name").getAsString(), socket.get("port_value").getAsInt());
        }
        return ports;
    }

    @Override
    public void close() throws InterruptedException {
        program.close();
    }
}
